import { groupBy } from '../grouping.js';
import { OCCUPATION, TASK_ID } from './codes.js';
import { type Row, readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import { normaliseTaskText } from './task-statements.js';
import type { OccupationCode, OnetTaskId, SocVintage, TaskHolder, TaskText } from './taxonomy.js';
import { vintageOf } from './vintage.js';

const TEXT_FILE = 'Task Statements.txt';
const TITLE_FILE = 'Occupation Data.txt';
const CSV_FILE = 'onet_task_statements.csv';
const CODE = 'O*NET-SOC Code';
const COLUMNS = [CODE, 'Task ID', 'Task'];

/** A statement of one occupation in one release. */
export interface StatementRow {
  readonly occupation: OccupationCode;
  /** The occupation's title. */
  readonly title: string;
  readonly taskId: OnetTaskId;
  readonly text: string;
  /** The text as it joins with other releases and with published task names. */
  readonly key: TaskText;
  readonly type: TaskHolder['type'];
}

/** The task statements of one O*NET release. */
export interface TaskRelease {
  readonly vintage: SocVintage;
  /** In the order of the file. */
  readonly statements: readonly StatementRow[];
  /** Who holds a wording: one statement for nearly all, up to 34. */
  readonly byText: ReadonlyMap<TaskText, readonly StatementRow[]>;
  readonly titles: ReadonlyMap<OccupationCode, string>;
}

export interface TaskReleaseOptions {
  /** Which taxonomy the codes belong to; without it, the codes must tell. */
  readonly vintage?: SocVintage;
}

/**
 * Reads the task statements of any O*NET release: `Task Statements.txt` with titles from `Occupation Data.txt`, or
 * `onet_task_statements.csv`, which carries its titles itself. Task IDs that are there twice, occupations without a title
 * and codes that do not tell their vintage are fatal findings.
 */
export async function readTaskRelease(
  source: TaxonomySource,
  findings: Findings,
  options: TaskReleaseOptions = {},
): Promise<TaskRelease> {
  const isText = source.open(TEXT_FILE) !== null;
  const titles = isText ? await readTitles(source, findings) : new Map<OccupationCode, string>();
  const statements = await readStatements(source, isText, titles, findings);
  const vintage = options.vintage ?? vintageOf(titles);
  if (vintage === null && statements.length > 0)
    findings.fail(
      isText ? TEXT_FILE : CSV_FILE,
      0,
      'the codes do not tell whether they are O*NET-SOC 2010 or 2019',
      CODE,
    );
  return { vintage: vintage ?? 2019, statements, byText: groupBy(statements, ({ key }) => key), titles };
}

async function readTitles(source: TaxonomySource, findings: Findings): Promise<Map<OccupationCode, string>> {
  const titles = new Map<OccupationCode, string>();
  const seen = new Map<string, number>();
  for await (const row of readRows(source, TITLE_FILE, { format: 'tab', columns: [CODE, 'Title'] }, findings)) {
    const occupation = row.code(CODE, OCCUPATION);
    const title = row.wording('Title');
    row.unique(CODE, occupation, seen);
    if (row.sound) titles.set(occupation, title);
  }
  return titles;
}

async function readStatements(
  source: TaxonomySource,
  isText: boolean,
  titles: Map<OccupationCode, string>,
  findings: Findings,
): Promise<readonly StatementRow[]> {
  const layout = isText
    ? ({ format: 'tab', columns: COLUMNS, optional: ['Task Type'] } as const)
    : ({ format: 'csv', columns: [...COLUMNS, 'Title'], optional: ['Task Type'] } as const);
  const statements: StatementRow[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, isText ? TEXT_FILE : CSV_FILE, layout, findings)) {
    const occupation = row.code(CODE, OCCUPATION);
    const taskId = Number(row.code('Task ID', TASK_ID)) as OnetTaskId;
    const text = row.wording('Task');
    row.unique('Task ID', String(taskId), seen);
    const title = isText ? knownTitle(row, occupation, titles) : statedTitle(row, occupation, titles);
    if (!row.sound) continue;
    statements.push({ occupation, title, taskId, text, key: normaliseTaskText(text), type: taskType(row) });
  }
  return statements;
}

function knownTitle(row: Row, occupation: OccupationCode, titles: ReadonlyMap<OccupationCode, string>): string {
  const title = titles.get(occupation);
  if (title === undefined) row.fail(CODE, `unknown occupation ${occupation}`);
  return title ?? '';
}

function statedTitle(row: Row, occupation: OccupationCode, titles: Map<OccupationCode, string>): string {
  const title = row.wording('Title');
  const first = titles.get(occupation);
  if (first === undefined && row.sound) titles.set(occupation, title);
  else if (first !== undefined && first !== title)
    row.fail('Title', `${occupation} is "${title}" here and "${first}" before`);
  return title;
}

function taskType(row: Row): TaskHolder['type'] {
  const type = row.text('Task Type');
  if (type === 'Core' || type === 'Supplemental') return type;
  if (type !== 'n/a' && type !== '') row.warn('Task Type', `unknown task type "${type}", taken as none`);
  return null;
}
