import { EmptySetError } from '../statistics/empty-set-error.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** How usage was made, as it is printed beside every number that comes of it. */
export interface Recipe {
  /** Where the counts come from, e.g. `aei-2025-02` or `default/2026-10`. */
  readonly source: string;
  readonly taxonomy: string;
  /** What one unit of a count is. */
  readonly unit: 'conversations' | 'percent';
  /** How tasks were joined to the taxonomy. */
  readonly join: string;
  /** The least conversations with which the source lists a task; absent tasks are below it, not zero. */
  readonly floor: number;
}

/** Usage by task: what nearly every measure is a function of. */
export interface TaskUsage {
  /** One count a task, in the order of the taxonomy's tasks. */
  readonly counts: Float64Array;
  /** Usage of no task of the taxonomy. */
  readonly none: number;
  readonly recipe: Recipe;
}

/** A task as a source names it, by code or by wording, with its count. */
export interface TaskRow {
  readonly task: string;
  readonly count: number;
}

/** Usage with what did not join. `unknown` counts neither as a task nor as none. */
export interface JoinedUsage {
  readonly usage: TaskUsage;
  readonly unknown: readonly TaskRow[];
}

/**
 * Adds rows up to usage. A task that comes in several rows counts their sum, so that splitting a row changes nothing.
 * @param keyOf what of a taxonomy's task the rows name it by, e.g. its code or its wording in lower case
 * @throws RangeError naming the first row whose count is negative or no number
 */
export function joinUsage(
  rows: Iterable<TaskRow>,
  taxonomy: Taxonomy,
  keyOf: (task: Taxonomy['tasks'][number]) => string,
  recipe: Recipe,
): JoinedUsage {
  const index = new Map(taxonomy.tasks.map((task, i) => [keyOf(task), i]));
  const counts = new Float64Array(taxonomy.tasks.length);
  const unknown: TaskRow[] = [];
  let none = 0;
  for (const row of rows) {
    if (!(row.count >= 0 && Number.isFinite(row.count)))
      throw new RangeError(`Task "${row.task}" has the count ${row.count}.`);
    const at = index.get(row.task);
    if (at !== undefined) counts[at] = (counts[at] ?? 0) + row.count;
    else if (row.task === 'none') none += row.count;
    else unknown.push(row);
  }
  return { usage: { counts, none, recipe }, unknown };
}

/** Usage with a task. @throws EmptySetError when there is none */
export function totalWithTask({ counts, recipe }: TaskUsage): number {
  const total = sumOf(counts);
  if (!(total > 0)) throw new EmptySetError(`The usage of ${recipe.source}`);
  return total;
}

/** Sum of a vector. */
export function sumOf(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) sum += vector[i] ?? 0;
  return sum;
}
