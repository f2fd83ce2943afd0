import { pathToFileURL } from 'node:url';
import { type Config, normaliseConfig } from '../config.js';
import { UserError } from '../errors.js';
import { projectRoot } from '../paths.js';
import { homeFolder } from '../stack/home.js';
import { loadInstallationKey } from '../stack/key.js';
import { ensureStack } from '../stack/stack.js';
import { type Database, openDatabase } from '../store/database.js';
import { migrate } from '../store/migrate.js';
import { hasTaxonomy, saveTaxonomy } from '../store/taxonomies.js';
import { readStarterTaxonomy, STARTER } from '../taxonomy/starter-files.js';
import { ownTemporal } from '../temporal/profile.js';
import { note } from './output.js';

/** What a command works with. */
export interface Context {
  readonly config: Config;
  /** Where this clone keeps its state: `.tidemark`, or TIDEMARK_HOME. */
  readonly home: string;
  readonly db: Database;
  /** The installation secret, in hex. */
  readonly key: string;
  readonly temporalAddress: string;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}

const interruption = new AbortController();

/** Ends running work: the context's signal aborts. */
export function interrupt(): void {
  interruption.abort();
}

/** Waits until the person presses Ctrl-C. */
export function untilInterrupted(): Promise<void> {
  if (interruption.signal.aborted) return Promise.resolve();
  return new Promise((resolve) => interruption.signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** `work`, unless the person presses Ctrl-C before it ends. @throws when they do */
export function orInterrupted<T>(work: Promise<T>): Promise<T> {
  const interrupted = untilInterrupted().then(() => Promise.reject(new Error('Interrupted.')));
  // What is interrupted may fail later on: nobody looks at it any more.
  work.catch(() => undefined);
  return Promise.race([work, interrupted]);
}

/** Reads temporal.config.ts as built, or the module that TIDEMARK_CONFIG names. @throws UserError naming the field. */
export async function loadConfig(): Promise<Config> {
  const path = process.env['TIDEMARK_CONFIG'] ?? `${projectRoot}/dist/temporal.config.js`;
  const module = await importConfig(path);
  const config = normaliseConfig(module.default);
  // What names the server names where on it: an address in the cloud is of no use without its namespace.
  const namespace = ownTemporal()?.namespace ?? config.temporal.namespace;
  return { ...config, temporal: { ...config.temporal, namespace } };
}

async function importConfig(path: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new UserError(
      `The configuration ${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      'npm run setup',
    );
  }
}

/** Starts what is not running, migrates what is behind, and gives `work` an open database that is closed after it. */
export async function withContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const config = await loadConfig();
  const home = homeFolder();
  const { databaseUrl, temporalAddress } = await ensureStack(home, note, config.ports);
  await migrate(databaseUrl, note);
  const db = openDatabase(databaseUrl);
  try {
    await provideStarter(db);
    return await work({
      config,
      home,
      db,
      key: loadInstallationKey(home),
      temporalAddress,
      signal: interruption.signal,
    });
  } finally {
    await db.close();
  }
}

/** The taxonomy that ships with us is there from the start, so that a first run needs nothing but conversations. */
async function provideStarter(db: Database): Promise<void> {
  if (await hasTaxonomy(db, STARTER)) return;
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
}
