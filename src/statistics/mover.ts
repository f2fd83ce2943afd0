import type { Interval } from './interval.js';

/** An estimate with its interval. */
export interface Located extends Interval {
  readonly value: number;
}

/**
 * Interval of a difference `to - from` from the two estimates' own intervals and their correlation: the method of variance
 * estimates recovery (Zou and Donner 2008, eq. 5). It keeps the intervals' asymmetry.
 * @param r correlation of the two estimates, -1 to 1
 */
export function mover(from: Located, to: Located, r: number): Interval {
  const d = to.value - from.value;
  return {
    lower: d - distance(to.value - to.lower, from.upper - from.value, r),
    upper: d + distance(to.upper - to.value, from.value - from.lower, r),
  };
}

/** sqrt(a^2 + b^2 - 2 r a b), never below zero by rounding. */
function distance(a: number, b: number, r: number): number {
  return Math.sqrt(Math.max(0, a * a + b * b - 2 * r * a * b));
}
