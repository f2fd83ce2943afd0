import type { Tally } from './tally.js';

/** A labelled sample in columns: an entry for each conversation, in the order of the draw. */
export interface LabelledSample {
  /** The turn of the conversation's account: 0 for the account that was drawn first. */
  readonly account: Int32Array;
  /** Place in OUTCOMES, in the taxonomy's tasks, in MODES and in USE_CASES. What has no task has any number there. */
  readonly outcome: Uint8Array;
  readonly task: Int32Array;
  readonly mode: Uint8Array;
  readonly useCase: Uint8Array;
  /** The first four bytes of the keyed content hash. */
  readonly recordKey: Uint32Array;
  /** How many strata the frame has. */
  readonly strata: number;
  /** By turn. */
  readonly accounts: readonly SampledAccount[];
}

export interface SampledAccount {
  readonly replicate: number;
  /** An account belongs to one source, so it has one stratum. */
  readonly stratum: number;
  readonly cohort: Exclude<Tally['cohort'], 'all'>;
}
