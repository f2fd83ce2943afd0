import { OCCUPATION } from './codes.js';
import { readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import type { OccupationCode } from './taxonomy.js';

const FILE = 'Technology Skills.txt';
const CODE = 'O*NET-SOC Code';
const YES_OR_NO = ['Y', 'N'] as const;

/** A technology that an occupation works with. */
export interface TechnologySkill {
  readonly occupation: OccupationCode;
  /** e.g. `Adobe Acrobat` */
  readonly technology: string;
  /** UNSPSC commodity, eight digits, and its title. */
  readonly commodity: string;
  readonly commodityTitle: string;
  /** Often named by employers in postings. */
  readonly hot: boolean;
  /** Often named for this occupation; null in releases that do not say. */
  readonly inDemand: boolean | null;
}

/** Reads `Technology Skills.txt` (32,627 rows in 29.1). That it is not there is reported, and so is an unknown occupation. */
export async function readTechnologySkills(
  source: TaxonomySource,
  occupations: { has(code: string): boolean },
  findings: Findings,
): Promise<readonly TechnologySkill[]> {
  const columns = [CODE, 'Example', 'Commodity Code', 'Commodity Title', 'Hot Technology'];
  const layout = { format: 'tab', columns, optional: ['In Demand'], absent: 'reported' } as const;
  const skills: TechnologySkill[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, FILE, layout, findings)) {
    const [occupation, technology] = [row.code(CODE, OCCUPATION), row.wording('Example')];
    const commodity = row.code('Commodity Code', { what: 'an UNSPSC commodity', pattern: /^\d{8}$/ });
    const hot = row.oneOf('Hot Technology', YES_OR_NO) === 'Y';
    const inDemand = row.text('In Demand') === '' ? null : row.oneOf('In Demand', YES_OR_NO) === 'Y';
    row.unique('Example', `${occupation} ${technology} ${commodity}`, seen);
    if (!row.sound) continue;
    if (!occupations.has(occupation)) row.warn(CODE, `unknown occupation ${occupation}, left out`);
    else skills.push({ occupation, technology, commodity, commodityTitle: row.text('Commodity Title'), hot, inDemand });
  }
  return skills;
}
