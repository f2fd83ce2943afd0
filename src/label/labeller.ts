import type { Turn } from '../conversations/conversation.js';
import type { TaskCode } from '../taxonomy/taxonomy.js';
import type { FurtherFacets } from './facets.js';

/** Collaboration modes; the position is the number stored in the database. */
export const MODES = ['none', 'directive', 'feedback_loop', 'task_iteration', 'learning', 'validation'] as const;
export type Mode = (typeof MODES)[number];

/** The five modes split in two: AI does it, or AI helps a person do it (Handa et al. 2025). `none` is neither. */
export const AUTOMATION: readonly Mode[] = ['directive', 'feedback_loop'];
export const AUGMENTATION: readonly Mode[] = ['task_iteration', 'learning', 'validation'];

/** Use cases; the position is the number stored in the database. */
export const USE_CASES = ['none', 'work', 'coursework', 'personal'] as const;
export type UseCase = (typeof USE_CASES)[number];

/** What a labeller reads: a redacted conversation. `key` is its content hash in hex. */
export interface LabelInput {
  readonly key: string;
  readonly turns: readonly Turn[];
}

/** How probable a labeller holds each facet to be right, in basis points (0 to 10,000). */
export interface Confidence {
  /** That an occupation that holds the task is right; without a task, that no occupation does this. */
  readonly task: number;
  readonly mode: number;
  readonly useCase: number;
}

/** A conversation that was classified; `task` is null where the taxonomy holds none of it. */
export interface Label {
  readonly outcome: 'task' | 'none';
  readonly task: TaskCode | null;
  /** Up to three further tasks that fit, best first. */
  readonly alternatives: readonly TaskCode[];
  readonly mode: Mode;
  readonly useCase: UseCase;
  readonly confidence: Confidence;
  /** What some labellers say besides: see facets.ts. */
  readonly facets?: FurtherFacets;
}

export interface NotClassified {
  readonly outcome: 'not_classified';
  readonly reason: string;
}

export interface LabelResult {
  readonly key: string;
  readonly label: Label | NotClassified;
}

/** Everything that shapes a labeller's answers; its hash is part of the method. */
export interface LabellerIdentity {
  readonly name: string;
  readonly version: string;
  readonly taxonomy: string;
  /** Declared rules: redaction, cutting, thresholds, model, prompt hash. */
  readonly rules: Readonly<Record<string, string | number>>;
}

/** For whom labels are bought: the run and shard that are charged, and the word that more may be spent. */
export interface LabelAccount {
  readonly runId: number;
  readonly shard: number;
  /** Times that this shard has been put off in a row. */
  readonly waits: number;
  /**
   * Sets money aside (millionths of a US dollar) before it is spent: what is wished, or else the least.
   * @returns how much of it; @throws where the budget of the run does not hold even that
   */
  reserve(wish: number, least: number): Promise<number>;
  /** Gives back what was set aside: so much of it, or all (null). What was spent is known from the answers. */
  settle(microUsd: number | null): Promise<void>;
}

/** A labeller has got part of the way and cannot go on now: asked again later it continues where it was. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  constructor(
    message: string,
    /** Seconds after which to ask again. */
    readonly seconds: number,
  ) {
    super(message);
  }
}

/** Assigns labels: one result an input, in the order of the inputs. Labellers that cost nothing need no account. */
export interface Labeller {
  readonly identity: LabellerIdentity;
  /** @throws NotYet where it waits for somebody else, or was held up half-way */
  label(batch: readonly LabelInput[], signal?: AbortSignal, account?: LabelAccount): Promise<readonly LabelResult[]>;
  /** The first `count` tasks that a labeller chooses among, best first: one list an input. Not every labeller can tell. */
  candidates?(
    batch: readonly LabelInput[],
    count: number,
    signal?: AbortSignal,
  ): Promise<readonly (readonly TaskCode[])[]>;
  close(): Promise<void>;
}
