import type { Interval } from './binomial.js';

/** Normal quantile at .975, of nominal 95 % intervals. */
export const Z975 = 1.959963984540054;

/** Wilson's score interval for k of n, nominal 95 % (Wilson 1927). @throws RangeError when n is 0 */
export function wilson(k: number, n: number): Interval {
  if (!(n > 0)) throw new RangeError('A share of nothing has no interval.');
  const p = k / n;
  const z2 = Z975 * Z975;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z975 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
