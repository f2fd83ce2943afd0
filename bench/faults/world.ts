import type { ConfigSpec } from '../../src/config.js';
import { parsePeriod } from '../../src/period.js';
import { type Database, openDatabase } from '../../src/store/database.js';
import { createDatabase, migrate } from '../../src/store/migrate.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { fillPopulation } from '../population.js';
import type { FaultServers } from './servers.js';

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

export function worldConfig(size: Pick<Size, 'shardSize'>, snapshots: string, taskQueue: string): ConfigSpec {
  return {
    temporal: { taskQueue },
    snapshots,
    shardSize: size.shardSize,
    worker: { labelThreads: 1, shutdownGraceSeconds: 1 },
    indices: { [INDEX]: { title: 'Trials of faults', sources: ['simulation'] } },
  };
}

/** Makes the database that every run starts from: a taxonomy, conversations, and what else `fill` puts there. */
export async function makeTemplate(servers: FaultServers, fill: (db: Database) => Promise<void>): Promise<void> {
  const url = servers.databaseUrl(TEMPLATE);
  await createDatabase(url);
  await migrate(url);
  const db = openDatabase(url);
  try {
    await fill(db);
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

/** Two months of conversations, and subscribers. */
export async function fillWorld(db: Database, size: Size, seed: string): Promise<void> {
  await fillPopulation(db, {
    seed,
    firstMonth: parsePeriod(PERIODS[0]),
    months: PERIODS.length,
    conversationsPerMonth: size.conversations,
  });
  for (let n = 1; n <= size.subscribers; n += 1)
    await addSubscriber(db, { index: INDEX, email: `reader-${n}@example.org`, name: null, token: `token-${n}` });
}
