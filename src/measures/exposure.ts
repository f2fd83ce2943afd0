import { EmptySetError } from '../statistics/empty-set-error.js';
import { kendallTauB, spearman } from '../statistics/rank-correlation.js';
import type { Shares } from './shares.js';
import { type TaskUsage, totalWithTask } from './task-usage.js';

/** A task's exposure: none, direct, or through software built on a model (Eloundou et al. 2024). */
export type ExposureClass = 'E0' | 'E1' | 'E2';
/** What an E2 counts for: alpha 0, beta one half, gamma 1. */
export type ExposureMeasure = 'alpha' | 'beta' | 'gamma';

const E2_WEIGHT: Readonly<Record<ExposureMeasure, number>> = { alpha: 0, beta: 0.5, gamma: 1 };

/** One labelled statement of an occupation. */
export interface LabelledTask {
  readonly occupation: string;
  readonly type: 'Core' | 'Supplemental' | null;
  readonly exposure: ExposureClass;
}

/** What a core task weighs against all others: 2 in Eloundou et al. */
export interface TaskWeights {
  readonly core: number;
  readonly other: number;
}

export const PUBLISHED_TASK_WEIGHTS: TaskWeights = { core: 2, other: 1 };

/**
 * Exposure of occupations, 0 to 1: mean of their tasks' exposure (E1 = 1, E2 by the measure), core tasks weighing 2 and all
 * others 1 (Eloundou et al. 2024, occ_level). Occupations whose tasks weigh nothing are absent.
 */
export function occupationExposure(
  labels: Iterable<LabelledTask>,
  measure: ExposureMeasure,
  weights: TaskWeights = PUBLISHED_TASK_WEIGHTS,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { exposed: number; weight: number }>();
  for (const { occupation, type, exposure } of labels) {
    const sum = sums.get(occupation) ?? { exposed: 0, weight: 0 };
    const weight = type === 'Core' ? weights.core : weights.other;
    sum.exposed += weight * (exposure === 'E1' ? 1 : exposure === 'E2' ? E2_WEIGHT[measure] : 0);
    sum.weight += weight;
    sums.set(occupation, sum);
  }
  const filled = [...sums].filter(([, { weight }]) => weight > 0);
  return new Map(filled.map(([occupation, { exposed, weight }]) => [occupation, exposed / weight]));
}

/** Usage with a task by class, as fractions; `unlabelled` where a task has no class. */
export type ExposureMass = Readonly<Record<ExposureClass | 'unlabelled', number>>;

/** Usage mass by exposure class of the task, share.with_task. @throws EmptySetError when nothing is used */
export function usageByExposure(usage: TaskUsage, classes: readonly (ExposureClass | null)[]): ExposureMass {
  const total = totalWithTask(usage);
  const mass = { E0: 0, E1: 0, E2: 0, unlabelled: 0 };
  usage.counts.forEach((count, task) => {
    mass[classes[task] ?? 'unlabelled'] += count / total;
  });
  return mass;
}

/** Usage and exposure of the units that have both. */
export interface Paired {
  readonly keys: readonly string[];
  readonly usage: Float64Array;
  readonly exposure: Float64Array;
}

/** Pairs shares with exposure by key; units without exposure are left out, unused ones stay. @throws EmptySetError */
export function pairWithExposure({ keys, values }: Shares, exposure: ReadonlyMap<string, number>): Paired {
  const both = keys.flatMap((key, i) => {
    const exposed = exposure.get(key);
    return exposed === undefined ? [] : [{ key, usage: values[i] ?? 0, exposed }];
  });
  if (both.length === 0) throw new EmptySetError('Exposure beside usage');
  return {
    keys: both.map(({ key }) => key),
    usage: Float64Array.from(both, ({ usage }) => usage),
    exposure: Float64Array.from(both, ({ exposed }) => exposed),
  };
}

/** Spearman's correlation of usage and exposure over units, -1 to 1. */
export function exposureSpearman({ usage, exposure }: Paired): number {
  return spearman(usage, exposure);
}

/** Kendall's tau-b of usage and exposure over units, -1 to 1. */
export function exposureKendall({ usage, exposure }: Paired): number {
  return kendallTauB(usage, exposure);
}

export type Gap = 'exposed_used' | 'exposed_unused' | 'unexposed_used' | 'unexposed_unused';

/** Where exposure and usage part. `at`: exposed from this on, and used above that share. */
export function gapMap(
  { keys, usage, exposure }: Paired,
  at: { readonly exposed: number; readonly used: number },
): ReadonlyMap<Gap, readonly string[]> {
  const map = new Map<Gap, string[]>();
  for (const gap of ['exposed_used', 'exposed_unused', 'unexposed_used', 'unexposed_unused'] as const) map.set(gap, []);
  keys.forEach((key, i) => {
    const exposed = (exposure[i] ?? 0) >= at.exposed ? 'exposed' : 'unexposed';
    map.get(`${exposed}_${(usage[i] ?? 0) > at.used ? 'used' : 'unused'}`)?.push(key);
  });
  return map;
}
