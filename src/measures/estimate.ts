import type { Interval } from '../statistics/interval.js';
import { jackknife } from '../statistics/jackknife.js';
import { studentQuantile } from '../statistics/student.js';
import type { Quality } from './cell.js';
import { estimateQuality } from './estimate-quality.js';
import { crossFitted, redrawn } from './estimate-unsmooth.js';
import { leaveOutReplicate, type ReplicatedUsage } from './replicated.js';
import type { TaskUsage } from './task-usage.js';

/** A measure as a function of usage alone, its tables closed in. */
export interface UsageMeasure {
  /** Measure, base and unit, e.g. `depth.occupations_all.at_least_25pct`. */
  readonly name: string;
  /** Whether it changes smoothly with usage. What is not (depth, medians, ranks) is bootstrapped. */
  readonly smooth: boolean;
  /**
   * It counts units (of `step` each) by whether their tasks are present: no interval where a source's floor hides rare ones.
   */
  readonly presence?: { readonly step: number };
  /** The share of tasks that the usage itself chooses, such as the ten largest: which ones. It is cross-fitted. */
  readonly chooses?: (counts: Float64Array) => readonly number[];
  /** Between which values it lies; intervals are kept inside. */
  readonly range: Interval;
  readonly of: (usage: TaskUsage) => number;
}

/** How an interval was made. All but the last know that people repeat themselves. */
export type IntervalMethod =
  | 'jackknife_accounts'
  | 'cross_fit_accounts'
  | 'bootstrap_accounts'
  | 'multinomial_conversations';

export interface MeasureEstimate extends Interval {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  /** What the value is likely to be off by itself, where that can be told. */
  readonly bias: number | null;
  readonly df: number | null;
  readonly method: IntervalMethod;
  readonly quality: Quality;
}

export interface EstimateOptions {
  readonly seed: string;
  /** Draws of the bootstrap, at least 40. */
  readonly draws: number;
}

/**
 * Measures with nominal 95 % intervals from leaving replicates of accounts out: the jackknife with Student's t where a
 * measure is smooth, cross-fitting where the usage chooses what is measured, else the multinomial bootstrap.
 * @throws EmptySetError when a measure has no base, with or without one of the replicates
 */
export function estimateFromAccounts(
  usage: ReplicatedUsage,
  measures: readonly UsageMeasure[],
  options: EstimateOptions,
): MeasureEstimate[] {
  return estimateFromReplicates(usage, measures, options);
}

/** The engine behind it, whatever the replicates are made of. */
export function estimateFromReplicates(
  usage: ReplicatedUsage,
  measures: readonly UsageMeasure[],
  options: EstimateOptions,
): MeasureEstimate[] {
  const smooth = measures.filter((measure) => measure.smooth);
  const without = smooth.length > 0 ? leaveEachOut(usage, smooth) : [];
  const sizes = usage.replicates.map(({ size }) => size);
  return measures.map((measure) => {
    const at = smooth.indexOf(measure);
    if (at >= 0) return jackknifed(measure, usage.whole, without[at] ?? new Float64Array(), sizes);
    if (measure.chooses && sizes.length > 1) return crossFitted(measure, measure.chooses, usage);
    return redrawn(measure, usage, options);
  });
}

/** Of each measure, its value without each replicate: usage is put together once a replicate, not once a measure. */
function leaveEachOut(usage: ReplicatedUsage, measures: readonly UsageMeasure[]): Float64Array[] {
  const room = new Float64Array(usage.whole.counts.length);
  const values = measures.map(() => new Float64Array(usage.replicates.length));
  if (usage.replicates.length === 1) return values;
  usage.replicates.forEach((left, b) => {
    const rest = leaveOutReplicate(usage, left, room);
    for (const [i, measure] of measures.entries()) (values[i] ?? values[0])?.fill(measure.of(rest), b, b + 1);
  });
  return values;
}

function jackknifed(
  measure: UsageMeasure,
  whole: TaskUsage,
  without: Float64Array,
  sizes: readonly number[],
): MeasureEstimate {
  const { name, range } = measure;
  const value = measure.of(whole);
  if (sizes.length === 1) return unbounded(name, value, range);
  const { variance, df } = jackknife(value, without, sizes);
  const found = around(value, Math.sqrt(variance), df, range);
  return {
    name,
    bias: null,
    df,
    method: 'jackknife_accounts',
    ...found,
    quality: estimateQuality({ ...found, df }, range),
  };
}

/** One replicate tells nothing of the spread between accounts. */
function unbounded(name: string, value: number, { lower, upper }: Interval): MeasureEstimate {
  const standardError = (upper - lower) / 2;
  return {
    name,
    value,
    lower,
    upper,
    standardError,
    bias: null,
    df: 1,
    method: 'jackknife_accounts',
    quality: 'unreliable',
  };
}

/** A value with Student's interval, kept inside its range. `df` may be infinite. */
function around(value: number, standardError: number, df: number, range: Interval) {
  const t = Number.isFinite(df) ? studentQuantile(0.975, df) : 1.959963984540054;
  const [lower, upper] = [value - t * standardError, value + t * standardError];
  return {
    value,
    standardError,
    lower: Math.min(value, Math.max(range.lower, lower)),
    upper: Math.max(value, Math.min(range.upper, upper)),
  };
}
