import { EmptySetError } from '../statistics/empty-set-error.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { ALL_STRATA, type Counts } from './tally.js';
import { type Recipe, sumOf, type TaskUsage } from './task-usage.js';

/** Usage by task, kept apart by replicate of accounts, filled replicates only. */
export interface ReplicatedUsage {
  readonly recipe: Recipe;
  readonly whole: TaskUsage;
  /** Of each filled replicate: which tasks, how much of each, and how much of none. */
  readonly replicates: readonly ReplicateUsage[];
}

export interface ReplicateUsage {
  readonly tasks: Int32Array;
  readonly counts: Float64Array;
  readonly none: number;
  /** Usage with a task. */
  readonly size: number;
}

/**
 * The usage of one of our own snapshots, from its tallies. Counts are unweighted: for samples whose strata weigh alike.
 * @throws RangeError when a tally names a task that the taxonomy lacks; EmptySetError when no conversation has a task
 */
export function replicatedUsage(counts: Counts, taxonomy: Taxonomy, recipe: Recipe): ReplicatedUsage {
  const index = new Map(taxonomy.tasks.map(({ code }, i) => [code as string, i]));
  const columns = new Map<number, { tasks: number[]; counts: number[]; none: number }>();
  for (const { facet, key, stratum, cohort, replicates } of counts.tallies) {
    const isNone = facet === 'outcome' && key === 'none';
    if (stratum !== ALL_STRATA || cohort !== 'all' || (facet !== 'task' && !isNone)) continue;
    const task = index.get(key);
    if (!isNone && task === undefined) throw new RangeError(`The taxonomy ${taxonomy.name} has no task ${key}.`);
    for (const { replicate, n } of replicates) {
      const column = columns.get(replicate) ?? { tasks: [], counts: [], none: 0 };
      columns.set(replicate, column);
      if (task === undefined) column.none += n;
      else {
        column.tasks.push(task);
        column.counts.push(n);
      }
    }
  }
  const replicates = [...columns].sort(([a], [b]) => a - b).map(([, column]) => toReplicate(column));
  return assemble(replicates, taxonomy.tasks.length, recipe);
}

/** Adds replicates up to the whole. Replicates without a task are kept out of the jackknife, but not out of `none`. */
export function assemble(replicates: readonly ReplicateUsage[], tasks: number, recipe: Recipe): ReplicatedUsage {
  const filled = replicates.filter(({ size }) => size > 0);
  if (filled.length === 0) throw new EmptySetError(`The usage of ${recipe.source}`);
  const whole = combine(replicates, tasks, () => 1, recipe);
  return { recipe, whole, replicates: filled };
}

/** Usage without the replicate `left`, in `room` (overwritten) to spare memory. */
export function leaveOutReplicate(
  { whole, recipe }: ReplicatedUsage,
  left: ReplicateUsage,
  room: Float64Array,
): TaskUsage {
  room.set(whole.counts);
  for (let i = 0; i < left.tasks.length; i += 1) {
    const task = left.tasks[i] ?? 0;
    room[task] = (room[task] ?? 0) - (left.counts[i] ?? 0);
  }
  return { counts: room, none: whole.none - left.none, recipe };
}

/** Usage with each replicate as often as its weight says. */
export function reweigh({ replicates, whole, recipe }: ReplicatedUsage, weights: Float64Array): TaskUsage {
  return combine(replicates, whole.counts.length, (b) => weights[b] ?? 0, recipe);
}

function combine(
  replicates: readonly ReplicateUsage[],
  tasks: number,
  weightOf: (b: number) => number,
  recipe: Recipe,
): TaskUsage {
  const counts = new Float64Array(tasks);
  let none = 0;
  replicates.forEach((replicate, b) => {
    const weight = weightOf(b);
    if (weight === 0) return;
    none += weight * replicate.none;
    for (let i = 0; i < replicate.tasks.length; i += 1) {
      const task = replicate.tasks[i] ?? 0;
      counts[task] = (counts[task] ?? 0) + weight * (replicate.counts[i] ?? 0);
    }
  });
  return { counts, none, recipe };
}

function toReplicate(column: { tasks: number[]; counts: number[]; none: number }): ReplicateUsage {
  const counts = Float64Array.from(column.counts);
  return { tasks: Int32Array.from(column.tasks), counts, none: column.none, size: sumOf(counts) };
}
