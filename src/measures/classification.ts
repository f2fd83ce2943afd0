import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { employmentOf } from './employment.js';

/**
 * How a task that several units hold is shared out among them: `equal_split` gives 1/k to each (Handa et al. 2025),
 * `by_employment` in proportion to the persons employed (equally where that is unknown of one of them), `whole_count`
 * all of it to each, so that sums count it several times.
 */
export type Allocation = 'equal_split' | 'by_employment' | 'whole_count';

/** Which units a task counts for, and how much of it: a sparse matrix with a row a task. */
export interface Classification {
  readonly level: string;
  readonly allocation: Allocation;
  readonly keys: readonly string[];
  /** Task t's links are `offsets[t]` up to, not including, `offsets[t + 1]`. */
  readonly offsets: Int32Array;
  /** Of each link, the place of its unit in `keys`. */
  readonly units: Int32Array;
  readonly weights: Float64Array;
}

/** Each task by itself. */
export function byTask(taxonomy: Taxonomy): Classification {
  return build('task', 'equal_split', keysOf(taxonomy.tasks), taxonomy, ({ code }) => [{ key: code, weight: 1 }]);
}

/** Tasks by the occupations that hold them. */
export function byOccupation(taxonomy: Taxonomy, allocation: Allocation): Classification {
  const employment = employmentOf(taxonomy);
  return build('occupation', allocation, keysOf(taxonomy.occupations), taxonomy, ({ holders }) =>
    shareOut([...new Set(holders.map((holder) => holder.occupation as string))], allocation, employment),
  );
}

/** Tasks by SOC major group: occupations rolled up, whole counts once a group. */
export function byMajorGroup(taxonomy: Taxonomy, allocation: Allocation): Classification {
  const groupOf = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code as string, majorGroup as string]));
  return rollUp(byOccupation(taxonomy, allocation), 'major_group', keysOf(taxonomy.majorGroups), (code) =>
    groupOf.get(code),
  );
}

/** The classification one level up: a unit's weights added, or, with whole counts, a task once a unit. */
export function rollUp(
  lower: Classification,
  level: string,
  keys: readonly string[],
  parentOf: (key: string) => string | undefined,
): Classification {
  const tasks = lower.offsets.length - 1;
  return assemble(level, lower.allocation, keys, tasks, (task) => {
    const sums = new Map<string, number>();
    for (let i = lower.offsets[task] ?? 0; i < (lower.offsets[task + 1] ?? 0); i += 1) {
      const key = parentOf(lower.keys[lower.units[i] ?? 0] ?? '');
      const weight = lower.weights[i] ?? 0;
      if (key !== undefined) sums.set(key, lower.allocation === 'whole_count' ? 1 : (sums.get(key) ?? 0) + weight);
    }
    return [...sums].map(([key, weight]) => ({ key, weight }));
  });
}

/** Counts by unit, in the order of `keys`. */
export function tally(classification: Classification, counts: Float64Array): Float64Array {
  const { keys, offsets, units, weights } = classification;
  const sums = new Float64Array(keys.length);
  for (let task = 0; task < counts.length; task += 1) {
    const count = counts[task] ?? 0;
    if (count === 0) continue;
    for (let i = offsets[task] ?? 0; i < (offsets[task + 1] ?? 0); i += 1) {
      const unit = units[i] ?? 0;
      sums[unit] = (sums[unit] ?? 0) + count * (weights[i] ?? 0);
    }
  }
  return sums;
}

interface Link {
  readonly key: string;
  readonly weight: number;
}

/** What each of the units that hold a task gets of it. */
export function shareOut(
  keys: readonly string[],
  allocation: Allocation,
  sizes: ReadonlyMap<string, number>,
): readonly Link[] {
  const known = keys.map((key) => sizes.get(key) ?? 0);
  const total = known.reduce((sum, size) => sum + size, 0);
  const sized = allocation === 'by_employment' && known.every((size) => size > 0);
  const weightOf = (i: number) =>
    sized ? (known[i] ?? 0) / total : allocation === 'whole_count' ? 1 : 1 / keys.length;
  return keys.map((key, i) => ({ key, weight: weightOf(i) }));
}

/** A classification of a taxonomy's tasks from each task's links. */
export function build(
  level: string,
  allocation: Allocation,
  keys: readonly string[],
  taxonomy: Taxonomy,
  linksOf: (task: Taxonomy['tasks'][number]) => readonly Link[],
): Classification {
  return assemble(level, allocation, keys, taxonomy.tasks.length, (task) => {
    const one = taxonomy.tasks[task];
    return one ? linksOf(one) : [];
  });
}

function assemble(
  level: string,
  allocation: Allocation,
  keys: readonly string[],
  tasks: number,
  linksOf: (task: number) => readonly Link[],
): Classification {
  const place = new Map(keys.map((key, i) => [key, i]));
  const offsets = new Int32Array(tasks + 1);
  const links: { unit: number; weight: number }[] = [];
  for (let task = 0; task < tasks; task += 1) {
    for (const { key, weight } of linksOf(task)) links.push({ unit: place.get(key) ?? 0, weight });
    offsets[task + 1] = links.length;
  }
  return {
    level,
    allocation,
    keys,
    offsets,
    units: Int32Array.from(links, ({ unit }) => unit),
    weights: Float64Array.from(links, ({ weight }) => weight),
  };
}

/** The codes of things that have one. */
export function keysOf(items: readonly { readonly code: string }[]): readonly string[] {
  return items.map(({ code }) => code);
}
