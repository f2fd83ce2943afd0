import type { Estimate, Quality } from '../measures/cell.js';
import type { TermVector } from './term-vectors.js';

/** A conversation of the sample for which the taxonomy holds no task. */
export interface Untasked {
  readonly account: string;
  readonly replicate: number;
  readonly stratum: number;
  /** One line on what was asked for, where it is work and the labeller describes; null otherwise. */
  readonly description: string | null;
}

/**
 * What became of a group since the release before (after MONIC; Spiliopoulou et al. 2006): it is new; it is found again, clearly
 * larger, clearly smaller or neither; it is found again after a release without it; it came out of a larger one, or took others
 * in; it went into another; it is not published any more.
 */
export const EVENTS = [
  'birth',
  'growth',
  'decline',
  'carried',
  'return',
  'split',
  'merge',
  'absorbed',
  'death',
] as const;
export type NewTaskEvent = (typeof EVENTS)[number];

/** How much of the sample a group makes. */
export interface GroupSize {
  readonly n: number;
  readonly accounts: number;
  readonly estimate: Estimate;
  readonly quality: Quality;
}

/** A group of conversations that may be published, before it has a name of its own. */
export interface Group extends GroupSize {
  /** Words that tell it best, each in the descriptions of enough accounts. */
  readonly words: readonly string[];
  /** Its mean description, of terms that enough accounts use. Stays inside. */
  readonly centroid: TermVector;
}

/** A candidate for a task that the taxonomy lacks. */
export interface NewTask {
  /** The period of its birth and a number: `2026-10-1`. The same from period to period. */
  readonly id: string;
  readonly words: readonly string[];
  readonly event: NewTaskEvent;
  /** Ids that it came from; of what was absorbed, the one that it went into. */
  readonly related: readonly string[];
  /** Null for what is not published any more. */
  readonly size: GroupSize | null;
  readonly centroid: TermVector;
}

/** A candidate that an earlier release published. */
export interface Predecessor extends Pick<NewTask, 'id' | 'words' | 'centroid'> {
  /** Its share then; null where it was measured in another way, so that nothing can be said of growth. */
  readonly estimate: Estimate | null;
  /** Whether the last release before published it. */
  readonly live: boolean;
}
