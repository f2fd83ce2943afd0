import type { Mode } from '../label/labeller.js';
import { COUNT, FRACTION, PERCENT, type Row, readRows } from '../taxonomy/row.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import { normaliseTaskText } from '../taxonomy/task-statements.js';
import type { TaskText } from '../taxonomy/taxonomy.js';

// The first two releases of the Anthropic Economic Index (February and March 2025): one small CSV a table.

/** The share of a task in the conversations with a task. `none` is a row like others: no task fitted. */
export interface AeiTaskShare {
  readonly name: string;
  readonly key: TaskText;
  readonly percent: number;
}

export interface AeiModeShare {
  readonly mode: Mode;
  readonly percent: number;
}

/** Rows, and how much of 100 they leave out: what was withheld. Absent rows are small, not zero. */
export interface AeiShares<R> {
  readonly rows: readonly R[];
  readonly withheld: number;
}

/** What of a task's conversations is of each mode; `filtered` was withheld. */
export interface AeiTaskModes {
  readonly name: string;
  readonly key: TaskText;
  readonly parts: Readonly<Record<TaskModeColumn, number>>;
}

const MODE_NAMES: Readonly<Record<string, Mode>> = {
  directive: 'directive',
  'feedback loop': 'feedback_loop',
  'task iteration': 'task_iteration',
  learning: 'learning',
  validation: 'validation',
  none: 'none',
};
const TASK_MODES = ['directive', 'feedback_loop', 'task_iteration', 'learning', 'validation', 'filtered'] as const;
export type TaskModeColumn = (typeof TASK_MODES)[number];
/** Sums of a few thousand printed decimals are this exact. */
const TOLERANCE = 1e-6;

/** Reads `onet_task_mappings.csv` or `task_pct_v2.csv`: 3,514 and 3,365 tasks. Percentages over 100 in all are fatal. */
export async function readAeiTaskShares(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<AeiShares<AeiTaskShare>> {
  const rows: AeiTaskShare[] = [];
  for await (const { row, name, key } of taskRows(source, file, ['pct'], findings)) {
    const percent = row.figure('pct', PERCENT);
    if (row.sound) rows.push({ name, key, percent });
  }
  return { rows, withheld: withheldOf(rows, file, findings) };
}

/** Reads `automation_vs_augmentation.csv` or `..._v2.csv`. What is missing to 100 (15.8 in February) is reported. */
export async function readAeiModeShares(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<AeiShares<AeiModeShare>> {
  const rows: AeiModeShare[] = [];
  const seen = new Map<string, number>();
  const columns = ['interaction_type', 'pct'];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const mode = MODE_NAMES[row.oneOf('interaction_type', Object.keys(MODE_NAMES))] ?? 'none';
    const percent = row.figure('pct', PERCENT);
    row.unique('interaction_type', mode, seen);
    if (row.sound) rows.push({ mode, percent });
  }
  return { rows, withheld: withheldOf(rows, file, findings) };
}

function withheldOf(rows: readonly { readonly percent: number }[], file: string, findings: Findings): number {
  const sum = rows.reduce((total, { percent }) => total + percent, 0);
  const missing = 100 - sum;
  if (missing < -TOLERANCE) findings.fail(file, 0, `the percentages sum to ${sum.toFixed(4)}, over 100`, 'pct');
  else if (missing > TOLERANCE)
    findings.warn(file, 0, `the percentages sum to ${sum.toFixed(4)}; the rest is withheld, not zero`, 'pct');
  return Math.abs(missing) <= TOLERANCE ? 0 : missing;
}

/** Reads `automation_vs_augmentation_by_task.csv`: 3,364 tasks, fractions that sum to 1. */
export function readAeiTaskModes(source: TaxonomySource, file: string, findings: Findings): Promise<AeiTaskModes[]> {
  return readTaskModes(source, file, findings, (row, mode) => row.figure(mode, FRACTION), checkWhole);
}

/** Reads integer counts by task and mode, as recovered from the shares: `task_name` and a column a mode. */
export function readAeiTaskModeCounts(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<AeiTaskModes[]> {
  return readTaskModes(source, file, findings, (row, mode) => row.figure(mode, COUNT));
}

async function readTaskModes(
  source: TaxonomySource,
  file: string,
  findings: Findings,
  part: (row: Row, mode: TaskModeColumn) => number,
  check: (row: Row, parts: Record<TaskModeColumn, number>) => void = () => undefined,
): Promise<AeiTaskModes[]> {
  const tasks: AeiTaskModes[] = [];
  for await (const { row, name, key } of taskRows(source, file, TASK_MODES, findings)) {
    const entries = TASK_MODES.map((mode) => [mode, part(row, mode)]);
    const parts = Object.fromEntries(entries) as Record<TaskModeColumn, number>;
    check(row, parts);
    if (row.sound) tasks.push({ name, key, parts });
  }
  return tasks;
}

function checkWhole(row: Row, parts: Record<TaskModeColumn, number>): void {
  const sum = Object.values(parts).reduce((total, fraction) => total + fraction, 0);
  if (row.sound && Math.abs(sum - 1) > TOLERANCE) row.fail('task_name', `its modes sum to ${sum}, not to 1`);
}

/** Rows of a table by task, each wording once. */
export async function* taskRows(
  source: TaxonomySource,
  file: string,
  columns: readonly string[],
  findings: Findings,
): AsyncGenerator<{ row: Row; name: string; key: TaskText }> {
  const seen = new Map<string, number>();
  const layout = { format: 'csv', columns: ['task_name', ...columns] } as const;
  for await (const row of readRows(source, file, layout, findings)) {
    const name = row.wording('task_name');
    const key = normaliseTaskText(name);
    row.unique('task_name', key, seen);
    yield { row, name, key };
  }
}
