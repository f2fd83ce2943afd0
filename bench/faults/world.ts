import type { ConfigSpec } from '../../src/config.js';
import { parsePeriod } from '../../src/period.js';
import { type Database, openDatabase } from '../../src/store/database.js';
import { createDatabase, migrate } from '../../src/store/migrate.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { type BenchPopulation, fillPopulation } from '../population.js';
import type { Labelling } from './plan.js';
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

/** What the configuration of a trial depends on. */
export interface World {
  readonly size: Pick<Size, 'shardSize'>;
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
    timeoutSeconds: 10,
    budget: 1e6,
    batchPoll: { firstSeconds: 0.2, mostSeconds: 1 },
    baseUrl,
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

/** Two months of conversations. */
export function population({ conversations }: Pick<Size, 'conversations'>, seed: string): BenchPopulation {
  return {
    seed,
    firstMonth: parsePeriod(PERIODS[0]),
    months: PERIODS.length,
    conversationsPerMonth: conversations,
  };
}

/** Conversations and subscribers. */
export async function fillWorld(db: Database, size: Size, seed: string): Promise<void> {
  await fillPopulation(db, population(size, seed));
  for (let n = 1; n <= size.subscribers; n += 1)
    await addSubscriber(db, { index: INDEX, email: `reader-${n}@example.org`, name: null, token: `token-${n}` });
}
