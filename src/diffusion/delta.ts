import type { CellKey, Quality } from '../measures/cell.js';

/** What a change may be called, given its interval. */
export type Verdict = 'up' | 'down' | 'no_clear_change';

/** The change of a published cell from one snapshot to a later one, as a fraction (0.01 is one percentage point). */
export interface Delta {
  readonly key: CellKey;
  readonly from: number;
  readonly to: number;
  readonly delta: number;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly df: number;
  /** The worse of the two cells' qualities. */
  readonly quality: Quality;
  readonly verdict: Verdict;
}
