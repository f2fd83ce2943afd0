import type { Interval } from '../statistics/interval.js';
import type { Quality } from './cell.js';
import { MAX_RELATIVE_WIDTH, MIN_DF } from './quality.js';

/** What a measure's estimate is judged by. */
export interface Judged extends Interval {
  readonly value: number;
  readonly df: number | null;
}

/** A choice whose last unit leads the next by fewer standard errors may well have been another. */
export const SETTLED_LEAD = 3;

/**
 * How far an estimate can be trusted, as for published shares (NCHS 2017): unreliable where its interval is wider than 130 % of
 * the value or, of a share, than .30; to be reviewed under 50 degrees of freedom, or where it is wider than 90 % of the value.
 * What is bootstrapped has no degrees of freedom and is to be reviewed at best: simulation bears its intervals out less well
 * (docs/METHODOLOGY.md, Coverage).
 * @param range of the measure: 0 to 1 for a share
 */
export function estimateQuality({ value, lower, upper, df }: Judged, range: Interval): Quality {
  const width = upper - lower;
  const isShare = range.lower === 0 && range.upper === 1;
  if ((isShare && width > 0.3) || width > 1.3 * Math.abs(value)) return 'unreliable';
  return df === null || df < MIN_DF || width > MAX_RELATIVE_WIDTH * Math.abs(value) ? 'review' : 'ok';
}
