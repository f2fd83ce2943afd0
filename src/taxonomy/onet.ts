import { contentHash } from '../config.js';
import { UserError } from '../errors.js';
import { MAJOR_GROUPS } from './major-groups.js';
import { type OccupationRow, readAlternateTitles, readJobZones, readOccupations } from './occupations.js';
import { type OewsRow, oewsFor, readOews } from './oews.js';
import { Findings, type Oddity, refuseIfFatal, type TaxonomySource } from './source.js';
import { groupTasks, readTaskStatements } from './task-statements.js';
import type { Occupation, Taxonomy } from './taxonomy.js';
import { readWorkActivities, type WorkActivities } from './work-activities.js';

const REQUIRED_FILES = ['Occupation Data.txt', 'Task Statements.txt'];
const OPTIONAL_FILES = [
  'Job Zones.txt',
  'Alternate Titles.txt',
  'Content Model Reference.txt',
  'IWA Reference.txt',
  'DWA Reference.txt',
  'Tasks to DWAs.txt',
];

export interface ReadOptions {
  /** The taxonomy's name; without one it is taken from `Read Me.txt`. */
  readonly name?: string;
  /** Where the wages are: file `file` of `source`. By default `oews.csv` of the taxonomy's own source, if there is one. */
  readonly oews?: { readonly source: TaxonomySource; readonly file: string };
}

/** A taxonomy as read, its work activities, and what was odd but safe. */
export interface ReadTaxonomy {
  readonly taxonomy: Taxonomy;
  readonly activities: WorkActivities;
  /** Rows of `Task Statements.txt`, before wordings that several occupations hold were joined. */
  readonly statements: number;
  readonly warnings: readonly Oddity[];
  /** Standard files that were not there: the taxonomy does without what they tell. */
  readonly absent: readonly string[];
}

/**
 * Reads an O*NET text database of any version by its standard file names, or another taxonomy in that shape.
 * @throws DataError naming file and line of everything that cannot be trusted; UserError when files or the name are missing.
 */
export async function readTaxonomy(source: TaxonomySource, options: ReadOptions = {}): Promise<ReadTaxonomy> {
  const name = options.name ?? (await nameFromReadMe(source));
  requireFiles(source);
  const findings = new Findings();
  const rows = await readOccupations(source, findings);
  const zones = await readJobZones(source, rows, findings);
  const titles = await readAlternateTitles(source, rows, findings);
  const statements = await readTaskStatements(source, rows, findings);
  if (statements.length === 0 && findings.fatal.length === 0)
    findings.fail('Task Statements.txt', 2, 'there is not a single task');
  const activities = await readWorkActivities(
    source,
    new Map(statements.map((s) => [s.taskId, s.occupation])),
    findings,
  );
  const oews = await readOews(options.oews?.source ?? source, options.oews?.file ?? 'oews.csv', findings);
  refuseIfFatal(source, findings);
  const occupations = buildOccupations(rows, zones, titles, oews);
  const groups = new Set(occupations.map((occupation) => occupation.majorGroup));
  const content = {
    majorGroups: MAJOR_GROUPS.filter((group) => groups.has(group.code)),
    occupations,
    tasks: groupTasks(statements),
  };
  const hash = contentHash({ ...content, activities });
  return {
    taxonomy: { name, contentHash: hash, ...content },
    activities,
    statements: statements.length,
    warnings: findings.warnings,
    absent: OPTIONAL_FILES.filter((file) => source.open(file) === null),
  };
}

function requireFiles(source: TaxonomySource): void {
  const missing = REQUIRED_FILES.filter((file) => source.open(file) === null);
  if (missing.length === 0) return;
  throw new UserError(
    `${source.label} holds no taxonomy: ${missing.map((file) => `"${file}"`).join(' and ')} not found.`,
    'Name the folder or the zip of an O*NET text database.',
  );
}

function buildOccupations(
  rows: ReadonlyMap<string, OccupationRow>,
  zones: ReadonlyMap<string, number>,
  titles: ReadonlyMap<string, ReadonlySet<string>>,
  oews: ReadonlyMap<string, OewsRow>,
): readonly Occupation[] {
  return [...rows.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((row) => ({
      ...row,
      jobZone: zones.get(row.code) ?? null,
      ...oewsFor(oews, row.code),
      alternateTitles: [...(titles.get(row.code) ?? [])].sort(),
    }));
}

/** `onet-29.1` from a `Read Me.txt` that names an "O*NET 29.1 Database". @throws UserError when it does not */
async function nameFromReadMe(source: TaxonomySource): Promise<string> {
  let text = '';
  for await (const chunk of source.open('Read Me.txt') ?? []) text += chunk;
  const version = /O\*NET\S*\s+(\d+(?:\.\d+)*)/.exec(text)?.[1];
  if (version) return `onet-${version}`;
  throw new UserError(`${source.label} does not say which version it is.`, 'Give it a name: --name onet-29.1');
}
