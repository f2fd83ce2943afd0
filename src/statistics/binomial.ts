import { betaQuantile } from './beta.js';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Clopper and Pearson's exact interval (1934), nominal 95 %, for a share p of n; n need not be whole. */
export function clopperPearson(p: number, n: number): Interval {
  if (!(n > 0)) throw new RangeError('A share of nothing has no interval.');
  const k = p * n;
  return {
    lower: k > 0 ? betaQuantile(0.025, k, n - k + 1) : 0,
    upper: k < n ? betaQuantile(0.975, k + 1, n - k) : 1,
  };
}
