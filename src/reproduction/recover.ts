import type { ModeCounts } from '../measures/modes.js';
import type { TaskRow } from '../measures/task-usage.js';

/** Counts recovered from percentages. */
export interface Recovered {
  readonly rows: readonly TaskRow[];
  /** How many percentages are a whole number of conversations to 1e-6 of one. */
  readonly whole: number;
  /** The sum of the counts. */
  readonly total: number;
}

/** Percentages of `total` conversations as counts: a release whose percentages are whole ones tells its counts. */
export function recoverCounts(rows: readonly TaskRow[], total: number): Recovered {
  const exact = rows.map(({ task, count }) => ({ task, exact: (count * total) / 100 }));
  const recovered = exact.map((row) => ({ task: row.task, count: Math.round(row.exact) }));
  return {
    rows: recovered,
    whole: exact.filter((row) => Math.abs(row.exact - Math.round(row.exact)) < 1e-6).length,
    total: recovered.reduce((sum, { count }) => sum + count, 0),
  };
}

/** How many rows are equal in both, by task. */
export function equalRows(a: readonly TaskRow[], b: readonly TaskRow[]): number {
  const counts = new Map(b.map(({ task, count }) => [task, count]));
  return a.filter(({ task, count }) => counts.get(task) === count).length;
}

/** Percentages by mode of `total` conversations as counts. */
export function recoverModes({ modes, withheld }: ModeCounts, total: number): ModeCounts {
  const count = (percent: number) => Math.round((percent * total) / 100);
  return {
    modes: {
      none: count(modes.none),
      directive: count(modes.directive),
      feedback_loop: count(modes.feedback_loop),
      task_iteration: count(modes.task_iteration),
      learning: count(modes.learning),
      validation: count(modes.validation),
    },
    withheld: count(withheld),
  };
}
