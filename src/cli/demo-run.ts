import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { ActivityDeps } from '../../activities/index.js';
import { startWorker } from '../../activities/worker.js';
import { DataError } from '../errors.js';
import { homeFolder } from '../stack/home.js';
import { ensureStack, stackStatus, stopStack } from '../stack/stack.js';
import { type Database, openDatabase } from '../store/database.js';
import { dropDatabase, migrate } from '../store/migrate.js';
import { addSubscriber, deactivateByToken } from '../store/subscribers.js';
import { saveTaxonomy } from '../store/taxonomies.js';
import { readStarterTaxonomy } from '../taxonomy/starter-files.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { withClient } from '../temporal/connection.js';
import { startRelease, terminateRelease } from '../temporal/releases.js';
import { startWeb, type WebServer } from '../web/server.js';
import { loadConfig, orInterrupted, untilInterrupted } from './context.js';
import { type MailFolder, openMailFolder } from './demo-mail.js';
import { reportTruth, scoreIndex } from './demo-truth.js';
import {
  demoConfig,
  demoLabellers,
  INDEX,
  importPopulation,
  PERIODS,
  POPULATION,
  TRUTH_INDEX,
  type TrueLabels,
} from './demo-world.js';
import { note, progress } from './output.js';

export interface DemoOptions {
  readonly keep?: boolean;
}

const SUBSCRIBERS = [
  { email: 'ada@example.org', name: 'Ada' },
  { email: 'grace@example.org', name: 'Grace' },
  { email: 'editors@example.org', name: null },
];

/** Runs the demo. @throws DataError when its intervals do not hold the truth as often as they promise */
export async function runDemo({ keep = false }: DemoOptions): Promise<void> {
  const home = homeFolder();
  const wasRunning = (await stackStatus(home)).some(
    ({ service, state }) => service !== 'worker' && state === 'running',
  );
  const { databaseUrl, temporalAddress } = await ensureStack(home, note, (await loadConfig()).ports);
  const folder = await emptyFolder(join(home, 'demo'));
  const db = await emptyDatabase(databaseUrl);
  const mailbox = await openMailFolder(await emptyFolder(join(folder, 'mail')));
  const web = await startWeb({
    snapshots: join(folder, 'snapshots'),
    unsubscribe: (token) => deactivateByToken(db, token),
  });
  try {
    const taxonomy = await prepare(db);
    const labels = await simulateAndImport(db, taxonomy);
    const deps = demoDeps(db, folder, mailbox, web, labels, keep);
    await publishAll(deps, temporalAddress);
    const covered = reportTruth(await scoreIndex(db, TRUTH_INDEX, taxonomy), await scoreIndex(db, INDEX, taxonomy));
    sayWhereToLook(folder, mailbox, web, keep);
    if (keep) await untilInterrupted();
    if (!covered) throw new DataError('Fewer than 90 % of the intervals hold the truth.');
  } finally {
    await Promise.all([mailbox.close(), web.close(), db.close()]);
    if (!keep && !wasRunning) await stopStack(home, note);
  }
}

async function emptyFolder(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** The demo has a database of its own beside the real one, and begins with an empty one each time. */
async function emptyDatabase(databaseUrl: string): Promise<Database> {
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname}_demo`;
  await dropDatabase(url.href);
  await migrate(url.href);
  return openDatabase(url.href);
}

async function prepare(db: Database): Promise<Taxonomy> {
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
  for (const [n, subscriber] of SUBSCRIBERS.entries())
    await addSubscriber(db, { index: INDEX, token: `demo-${n}`, ...subscriber });
  note(`Taxonomy ${taxonomy.name}: ${taxonomy.occupations.length} occupations, ${taxonomy.tasks.length} tasks.`);
  return taxonomy;
}

async function simulateAndImport(db: Database, taxonomy: Taxonomy): Promise<TrueLabels> {
  const bar = progress('import', POPULATION.conversationsPerMonth * POPULATION.months);
  const labels = await importPopulation(db, taxonomy, bar.update);
  bar.stop();
  return labels;
}

function demoDeps(
  db: Database,
  folder: string,
  mailbox: MailFolder,
  web: WebServer,
  labels: TrueLabels,
  keep: boolean,
): ActivityDeps {
  const snapshots = join(folder, 'snapshots');
  const config = demoConfig(snapshots);
  const labellers = demoLabellers(labels, config.worker.labelThreads);
  return {
    db,
    config,
    labellers,
    snapshots,
    smtpUrl: mailbox.url,
    publicUrl: keep ? web.url : null,
    now: () => new Date(),
  };
}

/** Every period through the real workflow: published from the labeller's labels, and computed from the true ones. */
async function publishAll(deps: ActivityDeps, temporalAddress: string): Promise<void> {
  const worker = await startWorker(deps, temporalAddress, { log: 'ERROR' });
  try {
    await withClient({ address: temporalAddress, namespace: deps.config.temporal.namespace }, async (client) => {
      for (const period of PERIODS) await orInterrupted(runBoth(client, deps, period));
    });
  } finally {
    await worker.stop();
  }
}

async function runBoth(client: Client, { config }: ActivityDeps, period: string): Promise<void> {
  const began = performance.now();
  const [published] = await Promise.all(
    [INDEX, TRUTH_INDEX].map(async (index) => {
      // A demo that was killed may have left a run of this name behind.
      await terminateRelease(client, index, period);
      const input = { index, period, attempt: 1, reason: null, dryRun: index === TRUTH_INDEX };
      return (await startRelease(client, config.temporal.taskQueue, input)).handle.result();
    }),
  );
  if (!published?.release) throw new DataError(`${period} was not published.`);
  note(`${period}: published, ${published.mailed} digests, ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function sayWhereToLook(folder: string, mailbox: MailFolder, web: WebServer, keep: boolean): void {
  const last = PERIODS.at(-1);
  note(`\nReleases  ${join(folder, 'snapshots', INDEX)}`);
  note(`Digests   ${mailbox.files.length} in ${join(folder, 'mail')}`);
  note(`Open      ${join(folder, 'snapshots', INDEX, `${last}`, 'index.html')}`);
  if (keep) note(`Served at ${web.url}/${INDEX}/${last}/ (Ctrl-C ends it)`);
  note(`Check     npx tidemark releases verify ${join(folder, 'snapshots', INDEX, `${last}`)}`);
  note('Your own  npx tidemark import conversations.json');
}
