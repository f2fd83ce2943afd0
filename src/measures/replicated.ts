import { EmptySetError } from '../statistics/empty-set-error.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { ALL_STRATA, type Counts, type Tally } from './tally.js';
import { type Recipe, sumOf, type TaskUsage } from './task-usage.js';
import { stratumWeights } from './vectors.js';

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
 * The usage of one of our own snapshots, from its tallies; strata weigh as in the frame, and then counts are not whole.
 * @throws RangeError when a tally names a task that the taxonomy lacks; EmptySetError when no conversation has a task
 */
export function replicatedUsage(counts: Counts, taxonomy: Taxonomy, recipe: Recipe): ReplicatedUsage {
  const index = new Map(taxonomy.tasks.map(({ code }, i) => [code as string, i]));
  const weightOf = tallyWeights(counts.frame);
  const columns = new Map<number, Column>();
  for (const tally of ordered(counts.tallies)) {
    const weight = weightOf(tally.stratum);
    if (weight === 0) continue;
    const task = tally.facet === 'task' ? index.get(tally.key) : null;
    if (task === undefined) throw new RangeError(`The taxonomy ${taxonomy.name} has no task ${tally.key}.`);
    for (const { replicate, n } of tally.replicates) {
      const column = columns.get(replicate) ?? { tasks: new Map(), none: 0 };
      columns.set(replicate, column);
      if (task === null) column.none += weight * n;
      else column.tasks.set(task, (column.tasks.get(task) ?? 0) + weight * n);
    }
  }
  const replicates = [...columns].sort(([a], [b]) => a - b).map(([, column]) => toReplicate(column));
  return assemble(replicates, taxonomy.tasks.length, recipe);
}

interface Column {
  readonly tasks: Map<number, number>;
  none: number;
}

/** Tallies of tasks and of none, always in the same order: weighted sums must not depend on it, not even in the last bit. */
function ordered(tallies: readonly Tally[]): readonly Tally[] {
  return tallies
    .filter(
      ({ facet, key, cohort }) => cohort === 'all' && (facet === 'task' || (facet === 'outcome' && key === 'none')),
    )
    .sort((a, b) => a.stratum - b.stratum || (a.key < b.key ? -1 : 1));
}

/** What a tally counts for by its stratum: the total alone where all strata are alike, else each stratum as in the frame. */
function tallyWeights(frame: Counts['frame']): (stratum: number) => number {
  const weights = stratumWeights(frame);
  return (stratum) => (weights === null ? Number(stratum === ALL_STRATA) : (weights.get(stratum) ?? 0));
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

function toReplicate({ tasks, none }: Column): ReplicateUsage {
  const counts = Float64Array.from(tasks.values());
  return { tasks: Int32Array.from(tasks.keys()), counts, none, size: sumOf(counts) };
}
