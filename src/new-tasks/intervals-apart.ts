import type { Interval } from '../statistics/interval.js';

/** 1 where `after` lies wholly above `before`, -1 where below; null where they meet. More cautious than a test of the change. */
export function intervalsApart(before: Interval, after: Interval): 1 | -1 | null {
  if (after.lower > before.upper) return 1;
  return after.upper < before.lower ? -1 : null;
}
