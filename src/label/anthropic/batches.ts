import type Anthropic from '@anthropic-ai/sdk';
import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { ModelSettings } from '../../config.js';
import { UpstreamError } from '../../errors.js';
import { type LabelAccount, type LabelInput, type LabelResult, NotYet } from '../labeller.js';
import type { AnswerBook, Call, KeptAnswer } from './answers.js';
import type { BatchIntent, BatchLedger } from './batch-ledger.js';
import { chunks, keyOf, nameOf, readResult } from './batch-requests.js';
import { toParams, toUpstreamError } from './client.js';
import { type Labelling, type LabelSteps, labelSteps } from './labelling.js';
import { ALL_REFUSED, allRefused } from './live.js';
import { costOf, mostOf } from './prices.js';

/** Answers that are kept at a time. */
const KEEP = 500;
/** Batches in a row that may bring nothing. */
const FRUITLESS = 3;
/** A batch is looked for among those that came into being so long before its intent was recorded, or later. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** Calls by the batch: an intent is recorded before a batch is made, so that one whose making was not confirmed is found again. */
export class BatchTransport {
  constructor(
    private readonly client: Anthropic,
    private readonly settings: ModelSettings,
    private readonly book: AnswerBook,
    private readonly ledger: BatchLedger,
  ) {}

  /**
   * Labels as far as the answers go, buys what is missing, and says when to look again.
   * @throws NotYet while a batch is under way
   */
  async label(
    method: Labelling,
    batch: readonly LabelInput[],
    signal?: AbortSignal,
    account?: LabelAccount,
  ): Promise<readonly LabelResult[]> {
    const started = batch.map((input) => start(method, input));
    const buyer = account ? { ...account, charged: account.runId } : NOBODY;
    for (;;) {
      signal?.throwIfAborted();
      // Asked before the book is read: of what another attempt buys from now on, the book may not tell yet.
      const last = await this.ledger.last(buyer.runId, buyer.shard);
      await this.advance(started);
      const missing = new Map(
        started.flatMap(({ step }) => (step.done ? [] : [[step.value.key, step.value] as const])),
      );
      // Even where nothing is missing any more: whoever collected the last answers may have ended before this.
      if (await this.settleOpen(missing, buyer).catch(rethrow)) continue;
      if (missing.size === 0)
        return started.flatMap(({ key, step }) => (step.done ? [{ key, label: step.value }] : []));
      await this.buy(missing, last, buyer).catch(rethrow);
    }
  }

  /** Gives each conversation what is in the book, until nothing of what they ask for is. */
  private async advance(started: readonly Started[]): Promise<void> {
    for (;;) {
      const asking = started.flatMap((one) => (one.step.done ? [] : [{ one, key: one.step.value.key }]));
      const answers = await this.book.find([...new Set(asking.map(({ key }) => key))]);
      if (answers.size === 0) return;
      for (const { one, key } of asking) {
        const answer = answers.get(key);
        if (answer) one.step = one.steps.next(answer);
      }
    }
  }

  /** Collects what has come of the batches that are open. @returns whether one was; @throws NotYet while one is under way */
  private async settleOpen(missing: ReadonlyMap<string, Call>, buyer: Buyer): Promise<boolean> {
    const open = await this.ledger.open(buyer.runId, buyer.shard);
    let waiting = false;
    for (const intent of open) waiting = !(await this.settle(intent, missing, buyer)) || waiting;
    if (waiting) throw this.notYet(buyer);
    await buyer.settle(null);
    return open.length > 0;
  }

  /** Buys what is missing, unless another attempt at this shard has bought meanwhile. @throws NotYet */
  private async buy(missing: ReadonlyMap<string, Call>, last: number, buyer: Buyer): Promise<never> {
    const most = [...missing.values()].reduce((sum, call) => sum + mostOf(call, this.settings), 0);
    await buyer.reserve(most, most);
    const parts = chunks([...missing.values()]);
    const keys = parts.map((calls) => calls.map(({ key }) => key));
    const intents = await this.ledger.intend(buyer.runId, buyer.shard, keys, last);
    for (const [at, intent] of (intents ?? []).entries()) await this.submit(intent, parts[at] ?? []);
    throw this.notYet(buyer);
  }

  /** One attempt. Where it is not known whether the batch was made, the intent stays as it is. */
  private async submit(intent: BatchIntent, calls: readonly Call[]): Promise<void> {
    const { model } = this.settings;
    const requests = calls.map((call) => ({ custom_id: nameOf(intent, call.key), params: toParams(model, call) }));
    const created = await this.client.messages.batches.create({ requests }).catch((error) => {
      if (isAmbiguous(error)) return null;
      return this.ledger.close(intent.id, 'refused').then(() => Promise.reject(error));
    });
    if (created) await this.ledger.submitted(intent.id, created.id);
  }

  /** @returns whether the intent is done with */
  private async settle(intent: BatchIntent, missing: ReadonlyMap<string, Call>, account: Buyer): Promise<boolean> {
    const batchId = intent.batchId ?? (await this.adopt(intent, missing));
    if (batchId === null) return false;
    const batch = await this.client.messages.batches.retrieve(batchId).catch(unlessGone);
    if (batch?.processing_status !== 'ended' && batch !== null) return false;
    if (batch === null) await this.ledger.close(intent.id, 'lost');
    else await this.close(intent, await this.collect(batchId, missing, account), account);
    return true;
  }

  /** @throws UpstreamError where batches bring nothing, time and again */
  private async close(intent: BatchIntent, { kept, reasons, refused }: Collected, buyer: Buyer): Promise<void> {
    await this.ledger.close(intent.id, kept > 0 ? 'collected' : 'fruitless');
    if (kept > 0) return;
    if (refused !== null) throw allRefused(refused);
    if ((await this.ledger.fruitless(buyer.runId, buyer.shard)) < FRUITLESS) return;
    const reason = `${FRUITLESS} batches in a row brought no answer: ${reasons[0] ?? 'they were empty'}`;
    throw new UpstreamError(`The Anthropic API: ${reason}`, undefined, { lasting: true });
  }

  /** Looks for the batch whose making was not confirmed; where there is none, it is made once more. */
  private async adopt(intent: BatchIntent, missing: ReadonlyMap<string, Call>): Promise<string | null> {
    const known = await this.ledger.batchIds();
    let undecided = false;
    for await (const batch of this.client.messages.batches.list({ limit: 100 })) {
      if (Date.parse(batch.created_at) < intent.createdAt.getTime() - CLOCKS_DIFFER_MS) break;
      if (known.has(batch.id)) continue;
      if (batch.processing_status !== 'ended') undecided = true;
      else if (await this.isOf(intent, batch)) {
        await this.ledger.submitted(intent.id, batch.id);
        return batch.id;
      }
    }
    // Another's batch, or ours: it cannot be told before it has ended.
    if (!undecided) await this.makeAgain(intent, missing);
    return null;
  }

  /** Not while whoever intended the batch may still be about to make it. */
  private async makeAgain(intent: BatchIntent, missing: ReadonlyMap<string, Call>): Promise<void> {
    if (!(await this.ledger.renew(intent.id, this.settings.timeoutSeconds))) return;
    const calls = intent.keys.flatMap((key) => missing.get(key) ?? []);
    if (calls.length > 0) await this.submit(intent, calls);
    else await this.ledger.close(intent.id, 'lost');
  }

  private async isOf(intent: BatchIntent, { id, results_url }: Anthropic.Messages.MessageBatch): Promise<boolean> {
    if (results_url === null) return false;
    for await (const { custom_id } of await this.client.messages.batches.results(id))
      return intent.keys.some((key) => nameOf(intent, key) === custom_id);
    return false;
  }

  /** Keeps the results as they come. What expired or failed on the server is asked for again. */
  private async collect(batchId: string, missing: ReadonlyMap<string, Call>, account: Buyer): Promise<Collected> {
    let [kept, pending]: [number, KeptAnswer[]] = [0, []];
    const [rejected, reasons]: [KeptAnswer[], string[]] = [[], []];
    const keep = async (answers: readonly KeptAnswer[]) => {
      await this.book.keep(this.settings.model, answers, account.charged);
      kept += answers.length;
    };
    for await (const { custom_id, result } of await this.client.messages.batches.results(batchId)) {
      const answer = readResult(result);
      const key = keyOf(custom_id);
      const call = { key, stage: missing.get(key)?.stage ?? 'describe' };
      if (typeof answer === 'string') reasons.push(answer);
      else if (answer.stop === 'rejected') rejected.push({ call, answer, microUsd: 0 });
      else pending.push({ call, answer, microUsd: costOf(answer.usage, this.settings) });
      if (pending.length === KEEP) await keep(pending.splice(0));
    }
    await keep(pending);
    const refused = kept === 0 && rejected.length >= ALL_REFUSED ? (rejected[0]?.answer.text ?? '') : null;
    if (refused === null) await keep(rejected);
    return { kept, reasons, refused };
  }

  private notYet({ waits }: Buyer): NotYet {
    const { firstSeconds, mostSeconds } = this.settings.batchPoll;
    return new NotYet('a batch is under way', Math.min(firstSeconds * 2 ** Math.min(waits, 20), mostSeconds));
  }
}

interface Collected {
  readonly kept: number;
  /** Why others were not answered. */
  readonly reasons: readonly string[];
  /** The API's reason where it refused everything. */
  readonly refused: string | null;
}

interface Started {
  readonly key: string;
  readonly steps: LabelSteps;
  step: ReturnType<LabelSteps['next']>;
}

/** Whoever buys. `charged` is the run that pays, if any. */
type Buyer = LabelAccount & { readonly charged: number | null };

/** Who buys where no run does: there is no budget then. */
const NOBODY: Buyer = {
  charged: null,
  runId: 0,
  shard: 0,
  waits: 0,
  reserve: (wish) => Promise.resolve(wish),
  settle: () => Promise.resolve(),
};

function start(method: Labelling, input: LabelInput): Started {
  const steps = labelSteps(method, input);
  return { key: input.key, steps, step: steps.next() };
}

function rethrow(error: unknown): never {
  throw toUpstreamError(error);
}

/** Whether a batch may have been made although it was not confirmed. */
function isAmbiguous(error: unknown): boolean {
  return error instanceof APIConnectionError || (error instanceof APIError && (error.status ?? 500) >= 500);
}

function unlessGone(error: unknown): null {
  if (error instanceof APIError && error.status === 404) return null;
  throw error;
}
