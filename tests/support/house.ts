import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { ActivityDeps } from '../../activities/index.js';
import { startWorker } from '../../activities/worker.js';
import { type Config, type ConfigSpec, normaliseConfig } from '../../src/config.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { createKeys } from '../../src/conversations/keys.js';
import { createLabellers, type ModelServices } from '../../src/label/labellers.js';
import type { Database } from '../../src/store/database.js';
import { importConversations } from '../../src/store/import.js';
import { createAnswerBook } from '../../src/store/model-answers.js';
import { createBatchLedger } from '../../src/store/model-batches.js';
import { loadWorkActivities, saveTaxonomy } from '../../src/store/taxonomies.js';
import type { ReadTaxonomy } from '../../src/taxonomy/onet.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { withClient } from '../../src/temporal/connection.js';
import { releaseWorkflowId, startRelease } from '../../src/temporal/releases.js';
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

type IndexSpec = ConfigSpec['indices'][string];
type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

export interface RunOptions {
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly attempt?: number;
  /** Another index than the house's own. */
  readonly index?: string;
  /** What the index is defined as from here on, where the run changes it. */
  readonly definition?: IndexSpec;
}

/** A whole Tidemark in one test: a database of its own, a task queue of its own, its own snapshots folder. */
export interface House {
  readonly db: Database;
  readonly deps: ActivityDeps;
  readonly snapshots: string;
  /** The name of its first index. */
  readonly index: string;
  import(conversations: Iterable<Conversation>): Promise<void>;
  /** Runs one release to its end with a worker of its own. */
  run(period: string, options?: RunOptions): Promise<ReleaseResult>;
  /** The history of a period's last run, or of the labelling that `runId` had done: its last execution, or its first. */
  history(
    period: string,
    labelling?: { readonly runId: number; readonly execution?: 'first' | 'last' },
  ): Promise<History>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly config?: Partial<ConfigSpec>;
  /** The definition of its index. */
  readonly definition?: IndexSpec;
  /** The name of its index, where two houses have to have the same: they may not run at the same time. */
  readonly index?: string;
  /** Who lets releases out; nobody has to unless told so. */
  readonly approval?: 'manual' | 'automatic' | 'none';
  readonly taxonomy?: ReadTaxonomy;
  readonly key?: string;
  readonly smtpUrl?: string | null;
  readonly publicUrl?: string | null;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const db = await createTestDatabase();
  const { taxonomy, activities } = options.taxonomy ?? (await readStarterTaxonomy());
  await saveTaxonomy(db, taxonomy, activities);
  const queue = `test-${randomUUID()}`;
  const index = options.index ?? indexName(queue);
  const configOf = (definition: IndexSpec): Config =>
    normaliseConfig({
      indices: { [index]: definition },
      releases: { [index]: { approval: options.approval ?? 'none' } },
      worker: { labelThreads: 1, shutdownGraceSeconds: 1 },
      ...options.config,
      temporal: { taskQueue: queue },
    });
  const services = (): ModelServices => ({
    settings: configOf({}).anthropic,
    apiKey: 'no key of anybody',
    book: createAnswerBook(db),
    ledger: createBatchLedger(db),
    activities: ({ name }) => loadWorkActivities(db, name),
  });
  const snapshots = mkdtempSync(join(tmpdir(), 'tidemark-snapshots-'));
  const deps: ActivityDeps = {
    db,
    config: configOf(options.definition ?? {}),
    labellers: createLabellers(1, services()),
    snapshots,
    smtpUrl: options.smtpUrl ?? null,
    publicUrl: options.publicUrl ?? null,
    now: () => new Date('2026-11-05T08:00:00Z'),
  };
  const first = Object.keys(deps.config.indices)[0] ?? index;
  const at = { address: testTemporal(), namespace: deps.config.temporal.namespace };
  let attempts = 0;
  let { config } = deps;
  return {
    db,
    deps,
    snapshots,
    index: first,
    import: (conversations) => importAll(db, conversations, options.key ?? TEST_KEY),
    run: async (period, { reason, dryRun, attempt, definition, index: other } = {}) => {
      config = definition ? configOf(definition) : config;
      const worker = await startWorker({ ...deps, config, labellers: createLabellers(1, services()) }, at.address);
      try {
        return await withClient(at, async (client) => {
          attempts += 1;
          const input = {
            index: other ?? first,
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
    history: (period, labelling) =>
      withClient(at, async (client) => {
        const id = releaseWorkflowId(first, period);
        if (!labelling) return client.workflow.getHandle(id).fetchHistory();
        const last = client.workflow.getHandle(`${id}/label/${labelling.runId}`);
        const history = await last.fetchHistory();
        if (labelling.execution !== 'first') return history;
        const begun = history.events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId;
        return client.workflow.getHandle(last.workflowId, begun ?? undefined).fetchHistory();
      }),
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
