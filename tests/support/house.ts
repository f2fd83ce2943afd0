import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityDeps } from '../../activities/index.js';
import { startWorker } from '../../activities/worker.js';
import { type ConfigSpec, normaliseConfig } from '../../src/config.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { createKeys } from '../../src/conversations/keys.js';
import { createLabellers } from '../../src/label/labellers.js';
import type { Database } from '../../src/store/database.js';
import { importConversations } from '../../src/store/import.js';
import { saveTaxonomy } from '../../src/store/taxonomies.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease } from '../../src/temporal/releases.js';
import type { ReleaseResult } from '../../workflows/release.js';
import { createTestDatabase } from './database.js';

/** The declared secret of tests: figures in them depend on it. */
export const TEST_KEY = '5e'.repeat(32);

/** The Temporal server that the global set-up provides. */
export function testTemporal(): string {
  const address = process.env['TIDEMARK_TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TIDEMARK_TEST_TEMPORAL_ADDRESS is not set: the global set-up of vitest provides it.');
  return address;
}

/** A whole Tidemark in one test: a database of its own, a task queue of its own, its own snapshots folder. */
export interface House {
  readonly db: Database;
  readonly deps: ActivityDeps;
  readonly snapshots: string;
  import(conversations: Iterable<Conversation>): Promise<void>;
  /** Runs one release to its end with a worker of its own. */
  run(
    period: string,
    options?: { readonly reason?: string; readonly dryRun?: boolean; readonly attempt?: number },
  ): Promise<ReleaseResult>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly config?: Partial<ConfigSpec>;
  readonly key?: string;
  readonly smtpUrl?: string | null;
  readonly publicUrl?: string | null;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const db = await createTestDatabase();
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
  const queue = `test-${randomUUID()}`;
  const config = normaliseConfig({
    indices: { [indexName(queue)]: {} },
    ...options.config,
    temporal: { taskQueue: queue },
    worker: { labelThreads: 1, shutdownGraceSeconds: 1 },
  });
  const snapshots = mkdtempSync(join(tmpdir(), 'tidemark-snapshots-'));
  const deps: ActivityDeps = {
    db,
    config,
    labellers: createLabellers(1),
    snapshots,
    smtpUrl: options.smtpUrl ?? null,
    publicUrl: options.publicUrl ?? null,
    now: () => new Date('2026-11-05T08:00:00Z'),
  };
  const index = Object.keys(config.indices)[0] ?? 'default';
  const at = { address: testTemporal(), namespace: config.temporal.namespace };
  let attempts = 0;
  return {
    db,
    deps,
    snapshots,
    import: (conversations) => importAll(db, conversations, options.key ?? TEST_KEY),
    run: async (period, { reason, dryRun, attempt } = {}) => {
      const worker = await startWorker({ ...deps, labellers: createLabellers(1) }, at.address);
      try {
        return await withClient(at, async (client) => {
          attempts += 1;
          const input = {
            index,
            period,
            attempt: attempt ?? attempts,
            reason: reason ?? null,
            dryRun: dryRun ?? false,
          };
          const { handle } = await startRelease(client, queue, input);
          return handle.result();
        });
      } finally {
        await worker.stop();
      }
    },
    close: async () => {
      await deps.labellers.close();
      await db.close();
      rmSync(snapshots, { recursive: true, force: true });
    },
  };
}

/** Workflow ids carry the index's name, so each test has an index of its own. */
function indexName(queue: string): string {
  return queue.slice(0, 13);
}

async function importAll(db: Database, conversations: Iterable<Conversation>, key: string): Promise<void> {
  async function* records() {
    let line = 0;
    for (const conversation of conversations) {
      line += 1;
      yield { kind: 'conversation' as const, line, conversation };
    }
  }
  const at = new Date('2026-11-01T00:00:00Z');
  await importConversations(db, {
    records: records(),
    format: 'jsonl',
    fileName: 'test',
    fileHash: () => 'test',
    startedAt: at,
    finishedAt: () => at,
    keys: createKeys(key),
  });
}
