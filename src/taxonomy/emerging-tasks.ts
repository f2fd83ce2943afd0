import { OCCUPATION, TASK_ID } from './codes.js';
import { readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import { normaliseTaskText } from './task-statements.js';
import type { OccupationCode, OnetTaskId, TaskText } from './taxonomy.js';

const FILE = 'Emerging Tasks.txt';
const CODE = 'O*NET-SOC Code';

/** A task that incumbents wrote in: new, or a revision of a statement. */
export interface EmergingTask {
  readonly occupation: OccupationCode;
  readonly text: string;
  readonly key: TaskText;
  /** The statement that is revised; null for a new task. */
  readonly revises: OnetTaskId | null;
}

/** Reads `Emerging Tasks.txt` (240 rows in 29.1). That it is not there is reported, and so is an unknown occupation. */
export async function readEmergingTasks(
  source: TaxonomySource,
  occupations: { has(code: string): boolean },
  findings: Findings,
): Promise<readonly EmergingTask[]> {
  const columns = [CODE, 'Task', 'Category', 'Original Task ID'];
  const tasks: EmergingTask[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, FILE, { format: 'tab', columns, absent: 'reported' }, findings)) {
    const [occupation, text] = [row.code(CODE, OCCUPATION), row.wording('Task')];
    const isNew = row.oneOf('Category', ['New', 'Revision']) === 'New';
    const revises = isNew ? null : (Number(row.code('Original Task ID', TASK_ID)) as OnetTaskId);
    if (isNew && row.text('Original Task ID') !== 'n/a') row.fail('Original Task ID', 'a new task revises none');
    row.unique('Task', `${occupation} ${text}`, seen);
    if (!row.sound) continue;
    if (!occupations.has(occupation)) row.warn(CODE, `unknown occupation ${occupation}, left out`);
    else tasks.push({ occupation, text, key: normaliseTaskText(text), revises });
  }
  return tasks;
}
