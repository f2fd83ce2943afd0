import { bootstrap } from '../statistics/bootstrap.js';
import { crossFit } from '../statistics/cross-fit.js';
import { createRandom } from '../statistics/random.js';
import type { EstimateOptions, MeasureEstimate, UsageMeasure } from './estimate.js';
import { estimateQuality, SETTLED_LEAD } from './estimate-quality.js';
import { worse } from './quality.js';
import { type ReplicatedUsage, reweigh } from './replicated.js';

/**
 * The multinomial bootstrap of what is not smooth. What counts units by presence gets its standard error on both sides and half
 * a unit more, all else the bias-corrected percentiles.
 */
export function redrawn(
  measure: UsageMeasure,
  usage: ReplicatedUsage,
  { draws, seed }: EstimateOptions,
): MeasureEstimate {
  const { name, range, presence } = measure;
  const statistic = (weights: Float64Array) => measure.of(reweigh(usage, weights));
  const { value, standardError, bias, ...percentiles } = bootstrap(
    statistic,
    usage.replicates.length,
    draws,
    createRandom(`${seed} ${name}`),
  );
  // Rare tasks drop out of draws and none come in, so the draws lie too low; how far they spread is right all the same.
  const half = presence ? 1.959963984540054 * standardError + presence.step / 2 : 0;
  const found = presence ? { lower: value - half, upper: value + half } : percentiles;
  const interval = {
    lower: Math.min(value, Math.max(range.lower, found.lower)),
    upper: Math.max(value, Math.min(range.upper, found.upper)),
  };
  const quality = estimateQuality({ value, ...interval, df: null }, range);
  return { name, value, standardError, bias, ...interval, df: null, method: 'bootstrap_accounts', quality };
}

/** The share of tasks that the usage itself chooses. It is to be reviewed where the choice is not settled. */
export function crossFitted(
  { name, range }: UsageMeasure,
  chooses: NonNullable<UsageMeasure['chooses']>,
  { replicates, whole }: ReplicatedUsage,
): MeasureEstimate {
  const dense = replicates.map(({ tasks, counts }) => {
    const units = new Float64Array(whole.counts.length);
    for (let i = 0; i < tasks.length; i += 1) units[tasks[i] ?? 0] = (units[tasks[i] ?? 0] ?? 0) + (counts[i] ?? 0);
    return units;
  });
  const { value, crossFitted: honest, standardError, df, lead, lower, upper } = crossFit(dense, chooses);
  const interval = { lower: Math.max(range.lower, lower), upper: Math.min(range.upper, upper) };
  const quality = worse(estimateQuality({ value, ...interval, df }, range), lead < SETTLED_LEAD ? 'review' : 'ok');
  return { name, value, standardError, bias: value - honest, df, method: 'cross_fit_accounts', ...interval, quality };
}
