import { betaQuantile } from './beta.js';
import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';

/**
 * Jeffreys' interval, nominal 95 %, for a share p of n; n need not be whole. Quantiles of Beta(k + 1/2, n - k + 1/2), and the
 * ends 0 and 1 where nothing or all was counted (Brown, Cai and DasGupta 2001, sec. 4.1). It covers 95 % in the mean where
 * the exact interval covers at least that.
 */
export function jeffreys(p: number, n: number): Interval {
  if (!(n > 0)) throw new EmptySetError('The interval of a share');
  const k = p * n;
  return {
    lower: k > 0 ? betaQuantile(0.025, k + 0.5, n - k + 0.5) : 0,
    upper: k < n ? betaQuantile(0.975, k + 0.5, n - k + 0.5) : 1,
  };
}
