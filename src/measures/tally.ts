/** What a number is about. `level` is the detail within a facet. */
export const FACET_LEVELS = {
  /** with_task, none, not_classified: what became of the sample */
  outcome: ['outcome'],
  task: ['task'],
  occupation: ['occupation', 'major_group'],
  mode: ['mode', 'mode_class'],
  use_case: ['use_case'],
  /** key = task, key2 = mode */
  task_mode: ['task'],
} as const;
export type Facet = keyof typeof FACET_LEVELS;
export type Level = (typeof FACET_LEVELS)[Facet][number];

/** Where a count or cell stands. Codes only; `key2` is '' where there is none; `geography` is `GLOBAL` or a code. */
export interface Place {
  readonly facet: Facet;
  readonly level: Level;
  readonly geography: string;
  readonly key: string;
  readonly key2: string;
}

/** A key's conversations (`n`) and accounts (`m`) in one replicate (0 to 255). */
export interface ReplicateCount {
  readonly replicate: number;
  readonly n: number;
  readonly m: number;
}

/** Stands for all strata together. */
export const ALL_STRATA = -1;

/**
 * What was counted for a place before any measure: integers only. For an occupation or group, `n` counts the
 * conversations whose task it holds, whole ones even where several occupations hold the task: sharing out is a measure.
 */
export interface Tally extends Place {
  /** Number of the stratum, or ALL_STRATA. */
  readonly stratum: number;
  readonly cohort: 'all' | 'new' | 'returning';
  readonly n: number;
  readonly accounts: number;
  /** Conversations of the account with most of them, and of the next. */
  readonly top1: number;
  readonly top2: number;
  readonly recordKeySum: bigint;
  /**
   * A bit for each of 256 groups of accounts that is filled. Accounts are put into groups by their turn in the draw, which no
   * installation secret shapes: of places taken together, it tells how many accounts they have at least.
   */
  readonly accountGroups: bigint;
  /** Ascending by replicate, filled ones only. */
  readonly replicates: readonly ReplicateCount[];
}

/** Conversations in the frame and in the sample, by stratum and replicate. */
export interface FrameCount {
  readonly stratum: number;
  readonly replicate: number;
  readonly frameN: number;
  readonly drawnN: number;
  readonly accounts: number;
}

/** All counts of one snapshot: enough to compute every number of a release. */
export interface Counts {
  readonly tallies: readonly Tally[];
  readonly frame: readonly FrameCount[];
}
