import { EmptySetError } from '../statistics/empty-set-error.js';
import { createRandom, poisson, type Random } from '../statistics/random.js';
import { around, type EstimateOptions, type MeasureEstimate, type UsageMeasure } from './estimate.js';
import { sumOf, type TaskUsage } from './task-usage.js';

/**
 * Measures of data without accounts: every conversation is taken as its own, which makes intervals too narrow by the factor
 * that people's habits make (the method says so). Smooth measures: the delete-one jackknife over conversations, those of a
 * task being alike: v = (N-1)/N sum c_t (theta_(t) - mean)^2. Others: draws of a multinomial with the counts as its means.
 * @throws RangeError when the usage is no whole number of conversations
 */
export function estimateFromConversations(
  usage: TaskUsage,
  measures: readonly UsageMeasure[],
  { seed, draws }: EstimateOptions,
): MeasureEstimate[] {
  if (usage.recipe.unit !== 'conversations' || usage.counts.some((count) => !Number.isInteger(count)))
    throw new RangeError(`The usage of ${usage.recipe.source} is no count of conversations, so it has no interval.`);
  const smooth = measures.filter((measure) => measure.smooth);
  const variances = deleteOneVariances(usage, smooth);
  return measures.map((measure) => {
    const { name } = measure;
    const at = smooth.indexOf(measure);
    if (at < 0) return { name, ...redrawn(usage, measure, draws, createRandom(`${seed} ${name}`)) };
    const rest = { name, bias: null, df: null, method: 'multinomial_conversations' } as const;
    const standardError = Math.sqrt(variances[at] ?? 0);
    return { ...rest, ...around(measure.of(usage), standardError, Number.POSITIVE_INFINITY, measure.range) };
  });
}

/** Task by task outside, measure by measure inside: measures of one usage share what they are made from. */
function deleteOneVariances(usage: TaskUsage, measures: readonly UsageMeasure[]): number[] {
  if (measures.length === 0) return [];
  const counts = usage.counts.slice();
  const rows: { readonly count: number; readonly thetas: readonly number[] }[] = [];
  const add = (count: number, rest: TaskUsage) => rows.push({ count, thetas: measures.map(({ of }) => of(rest)) });
  usage.counts.forEach((count, task) => {
    if (count === 0) return;
    counts[task] = count - 1;
    add(count, { ...usage, counts });
    counts[task] = count;
  });
  if (usage.none > 0) add(usage.none, { ...usage, none: usage.none - 1 });
  const n = rows.reduce((sum, { count }) => sum + count, 0);
  if (n < 2) throw new EmptySetError('The variance');
  return measures.map((_, i) => {
    const mean = rows.reduce((sum, { count, thetas }) => sum + count * (thetas[i] ?? 0), 0) / n;
    const squares = rows.reduce((sum, { count, thetas }) => sum + count * ((thetas[i] ?? 0) - mean) ** 2, 0);
    return (squares * (n - 1)) / n;
  });
}

function redrawn(usage: TaskUsage, measure: UsageMeasure, draws: number, random: Random) {
  const drawn = () => measure.of({ ...usage, counts: usage.counts.map((mean) => redraw(mean, random)) });
  const value = measure.of(usage);
  const sorted = Float64Array.from({ length: draws }, drawn).sort();
  const mean = sumOf(sorted) / draws;
  const standardError = Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws - 1));
  const at = (p: number) => sorted[Math.round(p * (draws - 1))] ?? value;
  const [lower, upper] = [Math.min(value, at(0.025)), Math.max(value, at(0.975))];
  return {
    value,
    lower,
    upper,
    standardError,
    bias: mean - value,
    df: null,
    method: 'multinomial_conversations' as const,
  };
}

/** A Poisson count, which given the total is multinomial; for large means the normal one nearest to it. */
function redraw(mean: number, random: Random): number {
  if (mean === 0) return 0;
  if (mean < 200) return poisson(mean, random);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
}
