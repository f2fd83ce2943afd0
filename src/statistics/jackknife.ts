import { EmptySetError } from './empty-set-error.js';

/** What leaving one replicate out at a time tells of an estimate. */
export interface Jackknife {
  /** Variance, v = (g-1)/g * sum e_b^2. */
  readonly variance: number;
  /** Degrees of freedom, max(1, min(Kish, JR)). */
  readonly df: number;
  /** theta without replicate b, minus theta, for each filled replicate in order. */
  readonly deviations: Float64Array;
}

/**
 * Delete-one-group jackknife (JK1; Kott 2001) of an estimate over its filled replicates.
 * @param theta the estimate with all replicates
 * @param without the estimate without each filled replicate
 * @param sizes the base's size in each filled replicate, in the same order
 * @throws EmptySetError when there is no replicate
 */
export function jackknife(theta: number, without: ArrayLike<number>, sizes: ArrayLike<number>): Jackknife {
  const g = without.length;
  if (g === 0) throw new EmptySetError('The jackknife');
  const deviations = new Float64Array(g);
  for (let b = 0; b < g; b += 1) deviations[b] = (without[b] ?? theta) - theta;
  const df = Math.max(1, Math.min(kishDf(sizes), johnsonRustDf(deviations)));
  return { variance: ((g - 1) / g) * powerSums(deviations).squares, df, deviations };
}

/** Kish's effective number of replicates of unequal size, less one: (sum S)^2 / sum S^2 - 1 (Kish 1965). */
export function kishDf(sizes: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let b = 0; b < sizes.length; b += 1) {
    const size = sizes[b] ?? 0;
    sum += size;
    squares += size * size;
  }
  if (squares === 0) throw new EmptySetError('The degrees of freedom');
  return (sum * sum) / squares - 1;
}

/**
 * Degrees of freedom from the spread of the deviations themselves, (3.16 - 2.77/sqrt(g)) (sum e^2)^2 / sum e^4
 * (Johnson and Rust 1992). Infinite where nothing varies: then nothing is uncertain about the variance either.
 */
export function johnsonRustDf(deviations: Float64Array): number {
  const { squares, fourths } = powerSums(deviations);
  if (fourths === 0) return Number.POSITIVE_INFINITY;
  return ((3.16 - 2.77 / Math.sqrt(deviations.length)) * squares * squares) / fourths;
}

/** Sums of second and fourth powers; a plain loop, for every cell of a release passes here. */
function powerSums(deviations: Float64Array): { squares: number; fourths: number } {
  let [squares, fourths] = [0, 0];
  for (const e of deviations) {
    const square = e * e;
    squares += square;
    fourths += square * square;
  }
  return { squares, fourths };
}
