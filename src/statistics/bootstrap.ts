import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';
import { normalCdf, normalQuantile } from './normal.js';
import type { Random } from './random.js';

/** What drawing whole replicates again tells of an estimate. */
export interface Bootstrap extends Interval {
  /** The estimate with every replicate once. */
  readonly value: number;
  /** Mean of the draws less the value: what the estimate is likely to be off by itself. */
  readonly bias: number;
  readonly standardError: number;
}

/**
 * Multinomial bootstrap over replicates (Efron 1979): g replicates are drawn from g with replacement, and the statistic is
 * computed again with each counted as often as it was drawn. For what is not smooth, such as depth, medians and re-selected
 * top-k. The interval is the bias-corrected percentile one, nominal 95 % (Efron 1981).
 * @param statistic of the weights of the g replicates: whole numbers that add up to g
 * @throws EmptySetError when there is no replicate
 */
export function bootstrap(
  statistic: (weights: Float64Array) => number,
  replicates: number,
  draws: number,
  random: Random,
): Bootstrap {
  if (replicates < 1) throw new EmptySetError('The bootstrap');
  if (draws < 40) throw new RangeError(`A 95 % interval needs at least 40 draws, not ${draws}.`);
  const value = statistic(new Float64Array(replicates).fill(1));
  const sorted = Float64Array.from({ length: draws }, () => statistic(drawWeights(replicates, random))).sort();
  const mean = sorted.reduce((sum, x) => sum + x, 0) / draws;
  const squares = sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { value, bias: mean - value, standardError: Math.sqrt(squares / (draws - 1)), ...percentiles(sorted, value) };
}

function drawWeights(replicates: number, random: Random): Float64Array {
  const weights = new Float64Array(replicates);
  for (let i = 0; i < replicates; i += 1) {
    const drawn = Math.floor(random() * replicates);
    weights[drawn] = (weights[drawn] ?? 0) + 1;
  }
  return weights;
}

/** Percentiles moved by twice the bias in normal units; draws that equal the value count half on each side. */
function percentiles(sorted: Float64Array, value: number): Interval {
  const below = sorted.filter((x) => x < value).length + sorted.filter((x) => x === value).length / 2;
  const half = 0.5 / sorted.length;
  const shift = 2 * normalQuantile(Math.min(1 - half, Math.max(half, below / sorted.length)));
  const at = (z: number) => quantile(sorted, normalCdf(shift + z));
  return { lower: at(normalQuantile(0.025)), upper: at(normalQuantile(0.975)) };
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return below + (above - below) * (position - Math.floor(position));
}
