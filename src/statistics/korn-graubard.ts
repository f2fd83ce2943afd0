import { clopperPearson } from './binomial.js';
import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';
import { studentQuantile } from './student.js';

export interface ShareInterval extends Interval {
  /** The sample size that a simple random sample would need to be as sure: at most n. */
  readonly effectiveN: number;
}

/**
 * Interval of a share from a clustered sample (Korn and Graubard 1998): the effective size, corrected for the degrees of
 * freedom, goes into Clopper and Pearson's interval, or into another one for shares of simple random samples.
 * @param p the share
 * @param n its base, conversations or accounts
 * @param variance of p
 * @param df degrees of freedom of the variance
 * @param designEffect used where p is 0 or 1 and has no variance of its own
 * @param interval for a share of a simple random sample, by share and size
 */
export function kornGraubard(
  p: number,
  n: number,
  variance: number,
  df: number,
  designEffect = 1,
  interval: (p: number, n: number) => Interval = clopperPearson,
): ShareInterval {
  if (!(n > 0)) throw new EmptySetError('The interval of a share');
  const effectiveN = Math.min(n, rawEffectiveN(p, n, variance, df, designEffect));
  return { ...interval(p, effectiveN), effectiveN };
}

function rawEffectiveN(p: number, n: number, variance: number, df: number, designEffect: number): number {
  if (p <= 0 || p >= 1) return n / designEffect;
  if (variance <= 0) return n;
  const srs = Math.min(n, (p * (1 - p)) / variance);
  return srs * tCorrection(n, df);
}

/** (t_{n-1} / t_df)^2 at .975: an uncertain variance makes a sample worth less. */
function tCorrection(n: number, df: number): number {
  return (studentQuantile(0.975, Math.max(1, n - 1)) / studentQuantile(0.975, df)) ** 2;
}
