import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type Anthropic from '@anthropic-ai/sdk';
import type { ModelSettings } from '../../config.js';
import { UpstreamError } from '../../errors.js';
import { type LabelAccount, type LabelInput, type LabelResult, NotYet } from '../labeller.js';
import type { Answer, AnswerBook, Call, KeptAnswer } from './answers.js';
import { isRejected, rejection, toAnswer, toParams, toUpstreamError } from './client.js';
import { createGathering } from './gathering.js';
import { type Labelling, labelSteps } from './labelling.js';
import { Lanes } from './lanes.js';
import { costOf, mostOf } from './prices.js';
import { createPurse, type Purse } from './purse.js';
import { createWarmth } from './warmth.js';

/** So many requests refused and none answered is a fault of ours or of the account, and not of the conversations. */
export const ALL_REFUSED = 5;

/** How often a database that is away is asked to keep what was paid for, and how long it is given in between, in milliseconds. */
const KEEPING = { tries: 60, pause: 500 } as const;

/** Calls one by one, a bounded number at a time for all shards of this process together. */
export class LiveTransport {
  private readonly lanes: Lanes;
  private readonly open = new Map<string, Promise<Answer | null>>();
  private readonly warmth = createWarmth();

  constructor(
    private readonly client: Anthropic,
    private readonly settings: ModelSettings,
    private readonly book: AnswerBook,
  ) {
    this.lanes = new Lanes(settings.inFlight);
  }

  /**
   * One pass: each conversation is taken as far as its calls are answered. What was answered is kept, whatever happens.
   * @throws NotYet where some calls failed and some did not; UpstreamError where all did, or where trying again is no use
   */
  async label(
    method: Labelling,
    batch: readonly LabelInput[],
    signal?: AbortSignal,
    account?: LabelAccount,
  ): Promise<readonly LabelResult[]> {
    // Every call that is open listens for the end of the work.
    if (signal) setMaxListeners(Math.max(10, 4 * this.settings.inFlight), signal);
    await account?.settle(null);
    const pass = new Pass(this.settings, this.book, account);
    const drive = async (input: LabelInput): Promise<LabelResult | null> => {
      if (pass.stopped || signal?.aborted) return null;
      const steps = labelSteps(method, input);
      let step = steps.next();
      while (!step.done) {
        const answer = await this.answer(step.value, pass, signal);
        if (!answer) return null;
        step = steps.next(answer);
      }
      return { key: input.key, label: step.value };
    };
    // Twice as many as can be in flight: to prepare all of a batch before the first is sent would leave the lanes empty.
    const opened = new Lanes(2 * this.settings.inFlight);
    // Whoever tries again must find what is still under way: this ends when all of it has.
    const ends = await Promise.allSettled(batch.map((input) => opened.run(() => drive(input))));
    signal?.throwIfAborted();
    await pass.end();
    return ends.flatMap((end) => (end.status === 'fulfilled' && end.value ? [end.value] : []));
  }

  /** Equal calls are one, wherever they come from. Null where there is no answer now. */
  private answer(call: Call, pass: Pass, signal: AbortSignal | undefined): Promise<Answer | null> {
    const open = this.open.get(call.key);
    if (open) return open;
    const answer = this.findOrBuy(call, pass, signal).finally(() => this.open.delete(call.key));
    this.open.set(call.key, answer);
    return answer;
  }

  private async findOrBuy(call: Call, pass: Pass, signal: AbortSignal | undefined): Promise<Answer | null> {
    const known = await pass.find(call.key);
    if (known) return known;
    const answer = await this.lanes.run(async () => {
      // Another process may have bought it while this one waited for a lane.
      const bought = await pass.find(call.key);
      if (bought || pass.stopped || signal?.aborted) return bought ?? null;
      return pass.attempt(call, () =>
        this.warmth.around(call, async () => {
          const params = toParams(this.settings.model, call);
          return toAnswer(await this.client.messages.create(params, signal ? { signal } : {}));
        }),
      );
    });
    // The lane is free again: keeping an answer takes time of the database, not of the API.
    if (answer && !pass.has(call.key)) await pass.keep(call, answer);
    return answer;
  }
}

/** What happened in one pass over a batch, and when to stop it. */
class Pass {
  private succeeded = 0;
  private inARow = 0;
  private fatal: unknown = null;
  private worst: UpstreamError | null = null;
  private readonly rejected: KeptAnswer[] = [];
  private readonly purse: Purse;
  private readonly found = new Map<string, Answer>();
  private readonly look: (key: string) => Promise<void>;
  private readonly write: (kept: KeptAnswer & { readonly reserved: number }) => Promise<void>;

  constructor(
    private readonly settings: ModelSettings,
    private readonly book: AnswerBook,
    private readonly account: LabelAccount | undefined,
  ) {
    this.purse = createPurse(account);
    this.look = createGathering(async (keys) => {
      for (const [key, answer] of await book.find(keys)) this.found.set(key, answer);
    });
    this.write = createGathering(async (kept) => {
      await persistently(() => book.keep(settings.model, kept, account?.runId ?? null));
      await account?.settle(kept.reduce((sum, { reserved }) => sum + reserved, 0));
    });
  }

  get stopped(): boolean {
    // Where nothing has come through for so long, the rest of the pass would but add to the load.
    return this.fatal !== null || this.inARow >= Math.max(10, this.settings.inFlight);
  }

  async find(key: string): Promise<Answer | undefined> {
    await this.stopping(this.look(key));
    return this.found.get(key);
  }

  has(key: string): boolean {
    return this.found.has(key);
  }

  /** Nothing more is bought once the database fails. */
  private async stopping(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.fatal ??= error;
      throw error;
    }
  }

  async attempt(call: Call, buy: () => Promise<Answer>): Promise<Answer | null> {
    try {
      await this.purse.take(mostOf(call, this.settings));
      const answer = await buy();
      this.succeeded += 1;
      this.inARow = 0;
      return answer;
    } catch (error) {
      if (isRejected(error)) return rejection(error.message);
      this.note(toUpstreamError(error));
      return null;
    }
  }

  private note(error: unknown): void {
    if (!(error instanceof UpstreamError) || error.lasting) this.fatal ??= error;
    else if ((error.retryAfter ?? 0) >= (this.worst?.retryAfter ?? 0)) this.worst = error;
    this.inARow += 1;
  }

  async keep(call: Call, answer: Answer): Promise<void> {
    const kept = { call, answer, microUsd: costOf(answer.usage, this.settings) };
    if (answer.stop === 'rejected') this.rejected.push(kept);
    else await this.stopping(this.write({ ...kept, reserved: mostOf(call, this.settings) }));
  }

  /** @throws what the pass came to, unless every call was answered */
  async end(): Promise<void> {
    await this.account?.settle(null);
    if (this.fatal !== null) throw this.fatal;
    if (this.succeeded === 0 && this.rejected.length >= ALL_REFUSED) throw allRefused(this.rejected[0]?.answer.text);
    await this.book.keep(this.settings.model, this.rejected, this.account?.runId ?? null);
    if (!this.worst) return;
    if (this.succeeded === 0) throw this.worst;
    throw new NotYet(this.worst.message, this.worst.retryAfter ?? 2 ** Math.min(this.account?.waits ?? 0, 6));
  }
}

/** Tries again for a while: what is not kept has to be bought once more. */
async function persistently(keep: () => Promise<void>): Promise<void> {
  for (let left = KEEPING.tries; ; left--) {
    try {
      return await keep();
    } catch (error) {
      if (left <= 1) throw error;
      await pause(KEEPING.pause);
    }
  }
}

/** The error of a pass in which the API found fault with everything. */
export function allRefused(reason = ''): UpstreamError {
  return new UpstreamError(`The Anthropic API refuses every request: ${reason}`, undefined, { lasting: true });
}
