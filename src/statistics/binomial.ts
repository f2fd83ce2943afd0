import { betaQuantile } from './beta.js';
import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';

/** Clopper and Pearson's exact interval (1934), nominal 95 %, for a share p of n; n need not be whole. */
export function clopperPearson(p: number, n: number): Interval {
  if (!(n > 0)) throw new EmptySetError('The interval of a share');
  const k = p * n;
  return {
    lower: k > 0 ? betaQuantile(0.025, k, n - k + 1) : 0,
    upper: k < n ? betaQuantile(0.975, k + 1, n - k) : 1,
  };
}
