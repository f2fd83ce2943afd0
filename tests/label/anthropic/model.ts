import { type Stub, type StubOptions, startStub } from '../../../src/anthropic-stub/stub.js';
import { type ConfigSpec, type ModelSettings, normaliseConfig } from '../../../src/config.js';
import { UpstreamError } from '../../../src/errors.js';
import { createMemoryBook } from '../../../src/label/anthropic/answers.js';
import { createAnthropicLabeller } from '../../../src/label/anthropic/anthropic-labeller.js';
import { type BatchLedger, createMemoryLedger } from '../../../src/label/anthropic/batch-ledger.js';
import {
  type LabelAccount,
  type LabelInput,
  type Labeller,
  type LabelResult,
  NotYet,
} from '../../../src/label/labeller.js';
import { input } from '../conversations.js';
import { smallTaxonomy } from '../small-taxonomy.js';

type ModelSpec = Partial<NonNullable<ConfigSpec['anthropic']>>;

/** Prices in round figures, and an instruction of any length is kept. */
export function modelSettings(baseUrl: string, overrides: ModelSpec = {}): ModelSettings {
  const { anthropic } = normaliseConfig({
    indices: {},
    anthropic: {
      model: 'test-model',
      prices: { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
      minimumPrefix: 500,
      baseUrl,
      ...overrides,
    },
  });
  if (!anthropic) throw new Error('The settings of a model are missing.');
  return anthropic;
}

export interface ModelHouse {
  readonly stub: Stub;
  readonly labeller: Labeller;
  readonly book: ReturnType<typeof createMemoryBook>;
  /** Another labeller on the same book, as after a restart. */
  restarted(): Labeller;
  /** Another labeller without a memory. */
  fresh(settings?: ModelSpec): Labeller;
}

export interface ModelHouseOptions extends StubOptions {
  readonly settings?: ModelSpec;
  readonly ledger?: BatchLedger;
}

/** A stub of the API, and a labeller that asks it, over the small taxonomy. */
export async function openModel({ settings, ledger, ...options }: ModelHouseOptions = {}): Promise<ModelHouse> {
  const stub = await startStub({ minimumPrefix: 500, ...options });
  const book = createMemoryBook();
  const made = (over: ModelSpec | undefined, answers: typeof book, batches: BatchLedger) =>
    createAnthropicLabeller(
      smallTaxonomy(),
      { activities: [], links: [] },
      { settings: modelSettings(stub.url, over), apiKey: 'no key of anybody', book: answers, ledger: batches },
    );
  const batches = ledger ?? createMemoryLedger(patientClock());
  return {
    stub,
    book,
    labeller: made(settings, book, batches),
    restarted: () => made(settings, book, batches),
    fresh: (over) => made({ ...settings, ...over }, createMemoryBook(), createMemoryLedger(patientClock())),
  };
}

/** An hour later at each look, from a day ago: nobody waits in a test. */
export function patientClock(): () => Date {
  let at = Date.now() - 86_400_000;
  return () => {
    at += 3_600_000;
    return new Date(at);
  };
}

/** Conversations on different matters. */
export function conversations(count: number): readonly LabelInput[] {
  return Array.from({ length: count }, (_, i) =>
    input(`c${i}`, `Please write a text about subject ${i}`, 'Here it is.'),
  );
}

/** An account without a budget. */
export function account(overrides: Partial<LabelAccount> = {}): LabelAccount {
  return {
    runId: 1,
    shard: 0,
    waits: 0,
    reserve: (wish) => Promise.resolve(wish),
    settle: () => Promise.resolve(),
    ...overrides,
  };
}

/** Attempts in a row that the workflow makes where nothing comes through at all. */
const ATTEMPTS = 12;

/** Asks as often as the workflow would, without waiting in between. */
export async function untilDone(
  labeller: Labeller,
  batch: readonly LabelInput[],
  shard = 0,
): Promise<readonly LabelResult[]> {
  let failures = 0;
  for (let waits = 0; waits < 100; waits++) {
    const results = await labeller.label(batch, undefined, account({ shard, waits })).catch((error) => {
      failures = error instanceof NotYet ? 0 : failures + 1;
      if (error instanceof NotYet || (error instanceof UpstreamError && !error.lasting && failures < ATTEMPTS))
        return null;
      throw error;
    });
    if (results) return results;
  }
  throw new Error('The labeller is not done after a hundred times.');
}
