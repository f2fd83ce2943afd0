import { majorGroupOf } from './major-groups.js';
import type { Findings, TaxonomySource } from './source.js';
import { readTabTable } from './tab-table.js';
import type { MajorGroupCode, OccupationCode } from './taxonomy.js';

const OCCUPATIONS = 'Occupation Data.txt';
const JOB_ZONES = 'Job Zones.txt';
const ALTERNATE_TITLES = 'Alternate Titles.txt';
const CODE = 'O*NET-SOC Code';
const CODE_SHAPE = /^\d\d-\d{4}\.\d\d$/;

/** An occupation as its own file tells it. */
export interface OccupationRow {
  readonly code: OccupationCode;
  readonly title: string;
  readonly description: string;
  readonly majorGroup: MajorGroupCode;
}

/** Reads `Occupation Data.txt`: one row a code. A code that is malformed, of no major group or there twice is fatal. */
export async function readOccupations(source: TaxonomySource, findings: Findings): Promise<Map<string, OccupationRow>> {
  const occupations = new Map<string, OccupationRow>();
  for await (const { line, fields } of readTabTable(source, OCCUPATIONS, [CODE, 'Title', 'Description'], findings)) {
    const [code = '', title = '', description = ''] = fields;
    const majorGroup = CODE_SHAPE.test(code) ? majorGroupOf(code) : null;
    if (!majorGroup) findings.fail(OCCUPATIONS, line, `"${code}" is not an O*NET-SOC code`, CODE);
    else if (occupations.has(code)) findings.fail(OCCUPATIONS, line, `${code} is there twice`, CODE);
    else if (title === '') findings.fail(OCCUPATIONS, line, `${code} has no title`, 'Title');
    else occupations.set(code, { code: code as OccupationCode, title, description, majorGroup });
  }
  return occupations;
}

/** Reads `Job Zones.txt`, if there is one: zone 1 to 5 by occupation. */
export async function readJobZones(
  source: TaxonomySource,
  occupations: ReadonlyMap<string, OccupationRow>,
  findings: Findings,
): Promise<Map<string, number>> {
  const zones = new Map<string, number>();
  for await (const { line, fields } of readTabTable(source, JOB_ZONES, [CODE, 'Job Zone'], findings)) {
    const [code = '', zone = ''] = fields;
    if (!occupations.has(code)) findings.warn(JOB_ZONES, line, `unknown occupation ${code}, left out`, CODE);
    else if (!/^[1-5]$/.test(zone)) findings.warn(JOB_ZONES, line, `"${zone}" is not a job zone, left out`, 'Job Zone');
    else if (zones.has(code)) findings.fail(JOB_ZONES, line, `${code} is there twice`, CODE);
    else zones.set(code, Number(zone));
  }
  return zones;
}

/** Reads `Alternate Titles.txt`, if there is one: titles by occupation, each once. */
export async function readAlternateTitles(
  source: TaxonomySource,
  occupations: ReadonlyMap<string, OccupationRow>,
  findings: Findings,
): Promise<Map<string, ReadonlySet<string>>> {
  const titles = new Map<string, Set<string>>();
  for await (const { line, fields } of readTabTable(source, ALTERNATE_TITLES, [CODE, 'Alternate Title'], findings)) {
    const [code = '', title = ''] = fields;
    const known = titles.get(code) ?? new Set();
    if (!occupations.has(code)) findings.warn(ALTERNATE_TITLES, line, `unknown occupation ${code}, left out`, CODE);
    else if (title === '') findings.warn(ALTERNATE_TITLES, line, 'an empty title, left out', 'Alternate Title');
    else if (known.has(title))
      findings.warn(ALTERNATE_TITLES, line, `"${title}" is there twice for ${code}, taken once`, 'Alternate Title');
    else titles.set(code, known.add(title));
  }
  return titles;
}
