import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';
import { normalQuantile } from './normal.js';

const Z = normalQuantile(0.975);

/** Wilson's score interval for k of n, nominal 95 % (Wilson 1927). @throws EmptySetError when n is 0 */
export function wilson(k: number, n: number): Interval {
  if (!(n > 0)) throw new EmptySetError('The interval of a share');
  const p = k / n;
  const z2 = Z * Z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
