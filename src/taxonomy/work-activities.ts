import type { Findings, TaxonomySource } from './source.js';
import { readTabTable } from './tab-table.js';
import type { OccupationCode } from './taxonomy.js';

/** A work activity: detailed, intermediate or generalized, with the code of the one above it. */
export interface WorkActivity {
  readonly level: 'dwa' | 'iwa' | 'gwa';
  readonly code: string;
  readonly title: string;
  readonly parent: string | null;
}

/** A detailed work activity that a task of an occupation belongs to. */
export interface TaskActivityLink {
  readonly occupation: OccupationCode;
  readonly taskId: number;
  readonly dwa: string;
}

/** Sorted by level and code, and by Task ID and code. */
export interface WorkActivities {
  readonly activities: readonly WorkActivity[];
  readonly links: readonly TaskActivityLink[];
}

const ELEMENTS = 'Content Model Reference.txt';
const IWA = 'IWA Reference.txt';
const DWA = 'DWA Reference.txt';
const LINKS = 'Tasks to DWAs.txt';

type Activities = Map<string, WorkActivity>;

/**
 * Reads the work activities, where the files are there. Generalized ones are the elements that intermediate ones belong
 * to; their titles stand in `Content Model Reference.txt`, and without it the code stands for the title.
 */
export async function readWorkActivities(
  source: TaxonomySource,
  tasks: ReadonlyMap<number, string>,
  findings: Findings,
): Promise<WorkActivities> {
  const titles = await readElementTitles(source, findings);
  const found: Activities = new Map();
  for await (const { line, fields } of readTabTable(source, IWA, ['Element ID', 'IWA ID', 'IWA Title'], findings)) {
    const [element = '', code = '', title = ''] = fields;
    found.set(element, { level: 'gwa', code: element, title: titles.get(element) ?? element, parent: null });
    addActivity(found, { level: 'iwa', code, title, parent: element }, IWA, line, findings);
  }
  for await (const { line, fields } of readTabTable(source, DWA, ['IWA ID', 'DWA ID', 'DWA Title'], findings)) {
    const [iwa = '', code = '', title = ''] = fields;
    if (!found.has(iwa))
      findings.fail(DWA, line, `${code} belongs to an unknown intermediate activity ${iwa}`, 'IWA ID');
    addActivity(found, { level: 'dwa', code, title, parent: iwa }, DWA, line, findings);
  }
  const links = await readLinks(source, tasks, found, findings);
  return { activities: sortBy([...found.values()], ({ level, code }) => `${level} ${code}`), links };
}

async function readElementTitles(source: TaxonomySource, findings: Findings): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for await (const { fields } of readTabTable(source, ELEMENTS, ['Element ID', 'Element Name'], findings)) {
    const [element = '', title = ''] = fields;
    titles.set(element, title);
  }
  return titles;
}

function addActivity(found: Activities, activity: WorkActivity, file: string, line: number, findings: Findings): void {
  if (found.has(activity.code))
    findings.fail(file, line, `${activity.code} is there twice`, `${activity.level.toUpperCase()} ID`);
  else if (activity.code === '' || activity.title === '')
    findings.fail(file, line, 'an activity without code or title', `${activity.level.toUpperCase()} Title`);
  else found.set(activity.code, activity);
}

async function readLinks(
  source: TaxonomySource,
  tasks: ReadonlyMap<number, string>,
  found: Activities,
  findings: Findings,
): Promise<readonly TaskActivityLink[]> {
  const links = new Map<string, TaskActivityLink>();
  for await (const { line, fields } of readTabTable(source, LINKS, ['O*NET-SOC Code', 'Task ID', 'DWA ID'], findings)) {
    const [code = '', id = '', dwa = ''] = fields;
    const key = `${id.padStart(9, '0')} ${dwa}`;
    if (tasks.get(Number(id)) !== code) findings.warn(LINKS, line, `${code} has no task ${id}, left out`, 'Task ID');
    else if (found.get(dwa)?.level !== 'dwa')
      findings.warn(LINKS, line, `unknown detailed activity ${dwa}, left out`, 'DWA ID');
    else if (links.has(key)) findings.warn(LINKS, line, `task ${id} is linked to ${dwa} twice, taken once`, 'DWA ID');
    else links.set(key, { occupation: code as OccupationCode, taskId: Number(id), dwa });
  }
  return sortBy([...links], ([key]) => key).map(([, link]) => link);
}

function sortBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
