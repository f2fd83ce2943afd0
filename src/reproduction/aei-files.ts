import { contentHash } from '../config.js';
import { DataError } from '../errors.js';
import { MODES, type Mode } from '../label/labeller.js';
import type { ModeCounts } from '../measures/modes.js';
import type { TaskRow } from '../measures/task-usage.js';
import { MAJOR_GROUPS, majorGroupOf } from '../taxonomy/major-groups.js';
import { Findings, type TaxonomySource } from '../taxonomy/source.js';
import { readTaskRelease } from '../taxonomy/task-release.js';
import { groupTasks } from '../taxonomy/task-statements.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { readTable, refuseFatal } from './tables.js';

/** The task statements of an O*NET release as a taxonomy, without work activities. @throws DataError naming bad rows */
export async function readStatementTable(source: TaxonomySource, name: string): Promise<Taxonomy> {
  const findings = new Findings();
  const { statements, titles } = await readTaskRelease(source, findings);
  refuseFatal(source, findings);
  const unknown = { description: '', jobZone: null, medianWage: null, employment: null, alternateTitles: [] };
  const occupations = [...titles].sort().flatMap(([code, title]) => {
    const majorGroup = majorGroupOf(code);
    return majorGroup ? [{ ...unknown, code, title, majorGroup }] : [];
  });
  const groups = new Set(occupations.map(({ majorGroup }) => majorGroup));
  const content = {
    majorGroups: MAJOR_GROUPS.filter(({ code }) => groups.has(code)),
    occupations,
    tasks: groupTasks(statements),
  };
  return { name, contentHash: contentHash(content), ...content };
}

/** Task names in lower case with their percentage or count. */
export async function readTaskRows(source: TaxonomySource, file: string, column: 'pct' | 'count'): Promise<TaskRow[]> {
  const { rows } = await readTable(source, file, ['task_name', column]);
  return rows.map((row) => ({ task: row.text('task_name'), count: row.number(column) }));
}

/** Percentages by mode. What they lack to 100 is withheld. */
export async function readModeRows(source: TaxonomySource, file: string): Promise<ModeCounts> {
  const { rows } = await readTable(source, file, ['interaction_type', 'pct']);
  return toModes(
    rows.map((row) => [row.text('interaction_type'), row.number('pct')]),
    file,
    100,
  );
}

/** Recovered counts by mode of one release. */
export async function readModeCounts(source: TaxonomySource, file: string, release: string): Promise<ModeCounts> {
  const { rows } = await readTable(source, file, ['release', 'interaction_type', 'count', 'total_conversations']);
  const here = rows.filter((row) => row.text('release').startsWith(release));
  const named = here.filter((row) => row.text('interaction_type') !== '(withheld)');
  const total = here[0]?.number('total_conversations') ?? 0;
  return toModes(
    named.map((row) => [row.text('interaction_type'), row.number('count')]),
    file,
    total,
  );
}

function toModes(rows: readonly (readonly [string, number])[], file: string, total: number): ModeCounts {
  const modes: Record<Mode, number> = {
    none: 0,
    directive: 0,
    feedback_loop: 0,
    task_iteration: 0,
    learning: 0,
    validation: 0,
  };
  for (const [name, value] of rows) {
    const mode = MODES.find((one) => one === name.replaceAll(' ', '_'));
    if (!mode) throw new DataError(`${file}: "${name}" is not a collaboration mode.`);
    modes[mode] += value;
  }
  const named = rows.reduce((sum, [, value]) => sum + value, 0);
  return { modes, withheld: Math.max(0, total - named) };
}

/** Counts by task and mode, or shares of a task, in the order of the rows. */
export interface TaskModeRow {
  readonly task: string;
  readonly values: readonly number[];
}

const MODE_COLUMNS = ['directive', 'feedback_loop', 'task_iteration', 'learning', 'validation', 'filtered'];

/** Rows of a table by task with a column a mode. */
export async function readTaskModeRows(source: TaxonomySource, file: string): Promise<TaskModeRow[]> {
  const { rows } = await readTable(source, file, ['task_name', ...MODE_COLUMNS]);
  return rows.map((row) => ({
    task: row.text('task_name'),
    values: MODE_COLUMNS.map((column) => row.number(column)),
  }));
}
