import type { ConfigSpec } from '../../src/config.js';
import { createKeys } from '../../src/conversations/keys.js';
import { parsePeriod } from '../../src/period.js';
import { simulate } from '../../src/simulation/simulate.js';
import { type Database, openDatabase } from '../../src/store/database.js';
import { importConversations } from '../../src/store/import.js';
import { createDatabase, migrate } from '../../src/store/migrate.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { saveTaxonomy } from '../../src/store/taxonomies.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Labelling } from './plan.js';
import type { FaultServers } from './servers.js';

/** Declared, so that the figures are the same everywhere. */
export const FAULTS_KEY = 'fa'.repeat(32);
export const INDEX = 'faults';
export const PERIODS = ['2026-05', '2026-06'] as const;
const TEMPLATE = 'faults_template';

/** How large a run is. */
export interface Size {
  readonly conversations: number;
  readonly shardSize: number;
  readonly subscribers: number;
  readonly workers: number;
}

/** What the configuration of a trial depends on. */
export interface World {
  readonly size: Size;
  readonly labelling: Labelling;
  /** Where the model is. */
  readonly modelUrl: string;
  readonly snapshots: string;
  readonly taskQueue: string;
}

/** Calls to the model that a worker has in flight. */
export const IN_FLIGHT = 10;

export function worldConfig({ size, labelling, modelUrl, snapshots, taskQueue }: World): ConfigSpec {
  const index = { title: 'Trials of faults', sources: ['simulation'] };
  return {
    temporal: { taskQueue },
    snapshots,
    shardSize: size.shardSize,
    worker: { labelThreads: 1, shutdownGraceSeconds: 1 },
    ...(labelling === 'local'
      ? { indices: { [INDEX]: index } }
      : {
          indices: { [INDEX]: { ...index, labeller: 'anthropic' } },
          anthropic: modelSpec(labelling, modelUrl),
        }),
  };
}

/** A budget that is never reached: money is set aside for each call all the same. */
export function modelSpec(transport: 'live' | 'batches', baseUrl: string): NonNullable<ConfigSpec['anthropic']> {
  return {
    model: 'model-of-trials',
    prices: { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
    minimumPrefix: 0,
    transport,
    inFlight: IN_FLIGHT,
    budget: 1e6,
    batchPoll: { firstSeconds: 0.2, mostSeconds: 1 },
    baseUrl,
  };
}

/** Makes the database that every trial starts from: a taxonomy, two months of conversations, subscribers. */
export async function makeTemplate(servers: FaultServers, size: Size, seed: string): Promise<void> {
  const url = servers.databaseUrl(TEMPLATE);
  await createDatabase(url);
  await migrate(url);
  const db = openDatabase(url);
  try {
    await fill(db, size, seed);
  } finally {
    await db.close();
  }
}

/** A copy of the template under another name. */
export async function cloneTemplate(servers: FaultServers, name: string): Promise<string> {
  const server = openDatabase(servers.databaseUrl('postgres'), 1);
  try {
    await server.pool.query(`create database ${name} template ${TEMPLATE}`);
    return servers.databaseUrl(name);
  } finally {
    await server.close();
  }
}

/** Two months of conversations. */
export function population({ conversations }: Size, seed: string) {
  return {
    seed,
    firstMonth: parsePeriod(PERIODS[0]),
    months: PERIODS.length,
    conversationsPerMonth: conversations,
    accounts: Math.ceil(conversations / 3),
  };
}

async function fill(db: Database, size: Size, seed: string): Promise<void> {
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
  async function* records() {
    let line = 0;
    for (const { conversation } of simulate(population(size, seed), taxonomy)) {
      line += 1;
      yield { kind: 'conversation' as const, line, conversation };
    }
  }
  const at = new Date('2026-11-01T00:00:00Z');
  await importConversations(db, {
    records: records(),
    format: 'simulation',
    fileName: seed,
    fileHash: () => seed,
    startedAt: at,
    finishedAt: () => at,
    keys: createKeys(FAULTS_KEY),
  });
  for (let n = 1; n <= size.subscribers; n += 1)
    await addSubscriber(db, { index: INDEX, email: `reader-${n}@example.org`, name: null, token: `token-${n}` });
}
