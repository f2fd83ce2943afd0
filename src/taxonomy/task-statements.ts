import type { Findings, TaxonomySource } from './source.js';
import { readTabTable } from './tab-table.js';
import type { OccupationCode, Task, TaskCode, TaskHolder, TaskText } from './taxonomy.js';

const FILE = 'Task Statements.txt';
const COLUMNS = ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type'];

/** A statement as an occupation holds it. */
export interface TaskStatement {
  readonly occupation: OccupationCode;
  readonly taskId: number;
  readonly text: string;
  readonly type: TaskHolder['type'];
}

/** Reads `Task Statements.txt`: one row a Task ID. Unknown occupations and Task IDs that are there twice are fatal. */
export async function readTaskStatements(
  source: TaxonomySource,
  occupations: { has(code: string): boolean },
  findings: Findings,
): Promise<readonly TaskStatement[]> {
  const byId = new Map<number, TaskStatement>();
  for await (const { line, fields } of readTabTable(source, FILE, COLUMNS, findings)) {
    const [code = '', id = '', text = '', type = ''] = fields;
    const taskId = Number(id);
    if (!occupations.has(code)) findings.fail(FILE, line, `task ${id} belongs to an unknown occupation ${code}`);
    else if (!/^[1-9]\d{0,8}$/.test(id)) findings.fail(FILE, line, `"${id}" is not a Task ID`);
    else if (byId.has(taskId)) findings.fail(FILE, line, `Task ID ${id} is there twice`);
    else if (text === '') findings.fail(FILE, line, `task ${id} has no text`);
    else byId.set(taskId, { occupation: code as OccupationCode, taskId, text, type: taskType(type, line, findings) });
  }
  return [...byId.values()];
}

function taskType(type: string, line: number, findings: Findings): TaskHolder['type'] {
  if (type === 'Core' || type === 'Supplemental') return type;
  if (type !== 'n/a' && type !== '') findings.warn(FILE, line, `unknown task type "${type}", taken as none`);
  return null;
}

/** The form in which task wordings are compared: trimmed, lower case, single spaces. */
export function normaliseTaskText(text: string): TaskText {
  return text.trim().toLowerCase().replace(/\s+/g, ' ') as TaskText;
}

/** Joins statements of one wording into one task, whose code is the smallest Task ID. Sorted by code. */
export function groupTasks(statements: readonly TaskStatement[]): readonly Task[] {
  const byText = new Map<string, TaskStatement[]>();
  for (const statement of [...statements].sort((a, b) => a.taskId - b.taskId)) {
    const key = normaliseTaskText(statement.text);
    const held = byText.get(key);
    if (held) held.push(statement);
    else byText.set(key, [statement]);
  }
  return [...byText.values()].flatMap(toTask).sort((a, b) => (a.code < b.code ? -1 : 1));
}

function toTask(statements: readonly TaskStatement[]): Task[] {
  const [first] = statements;
  if (!first) return [];
  const holders = statements.map(({ occupation, taskId, type }) => ({ occupation, taskId, type }));
  return [{ code: String(first.taskId) as TaskCode, text: first.text, holders }];
}
