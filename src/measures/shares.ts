import { EmptySetError } from '../statistics/empty-set-error.js';
import { type Classification, tally } from './classification.js';
import { sumOf, type TaskUsage, totalWithTask } from './task-usage.js';

/**
 * What shares are shares of. `with_task`: usage with a task, `none` dropped. `sample`: `none` kept in the base.
 * `classified`: usage with a task that the level knows; differs where tasks belong to no unit (work activities).
 */
export type ShareBase = 'with_task' | 'sample' | 'classified';

/** Shares of a level, as fractions, in the order of its keys. */
export interface Shares {
  readonly level: string;
  readonly base: ShareBase;
  readonly keys: readonly string[];
  readonly values: Float64Array;
  /** What of the base no unit holds: tasks outside of the level and, in a sample, `none`. */
  readonly elsewhere: number;
}

/**
 * Share of usage by unit: sum over tasks of count times the unit's part of the task, over the base
 * (Handa et al. 2025, with the allocation of the classification).
 * @throws EmptySetError when the base is empty
 */
export function shares(usage: TaskUsage, classification: Classification, base: ShareBase): Shares {
  const held = tally(classification, usage.counts);
  const total = baseOf(usage, classification, held, base);
  const values = held.map((count) => count / total);
  const { level, keys, allocation } = classification;
  const elsewhere = allocation === 'whole_count' ? 0 : Math.max(0, 1 - sumOf(values));
  return { level, base, keys, values, elsewhere };
}

function baseOf(usage: TaskUsage, { level, allocation, offsets }: Classification, held: Float64Array, base: ShareBase) {
  if (base === 'with_task') return totalWithTask(usage);
  if (base === 'sample') return totalWithTask(usage) + usage.none;
  const linked = (task: number) => (offsets[task + 1] ?? 0) > (offsets[task] ?? 0);
  const total = allocation === 'whole_count' ? sumOf(usage.counts.filter((_, task) => linked(task))) : sumOf(held);
  if (!(total > 0)) throw new EmptySetError(`The share of a ${level}`);
  return total;
}

/** The share of one unit. @throws RangeError when the level has no such unit */
export function shareOf({ keys, values, level }: Shares, key: string): number {
  const value = values[keys.indexOf(key)];
  if (value === undefined) throw new RangeError(`There is no ${level} "${key}".`);
  return value;
}
