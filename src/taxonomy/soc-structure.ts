import { OCCUPATION, SOC } from './codes.js';
import { type Row, readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import type { OccupationCode, SocCode } from './taxonomy.js';

const LEVELS = ['major', 'minor', 'broad', 'detailed', 'onet'] as const;
const COLUMNS: Readonly<Record<SocLevel, string>> = {
  major: 'Major Group',
  minor: 'Minor Group',
  broad: 'Broad Occupation',
  detailed: 'Detailed Occupation',
  onet: 'Detailed O*NET-SOC',
};
const TITLE = 'SOC or O*NET-SOC 2019 Title';

export type SocLevel = (typeof LEVELS)[number];

/** One entry of the 2018 SOC as O*NET extends it. */
export interface SocEntry {
  readonly level: SocLevel;
  /** Six digits, and O*NET-SOC's eight at level `onet`. */
  readonly code: SocCode | OccupationCode;
  readonly title: string;
  /** The entry above it; null for a major group. */
  readonly parent: SocCode | null;
}

/**
 * Reads the SOC structure (CSV: one column a level, one code a row, children below their parents; 1,596 rows as
 * published). An entry that stands below no entry of the level above is fatal.
 */
export async function readSocStructure(
  source: TaxonomySource,
  findings: Findings,
  file = 'SOC_Structure.csv',
): Promise<readonly SocEntry[]> {
  const entries: SocEntry[] = [];
  const seen = new Map<string, number>();
  const above = new Map<SocLevel, SocCode>();
  const columns = [...Object.values(COLUMNS), TITLE];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const level = levelOf(row);
    if (level === null) continue;
    const code = row.code<SocCode | OccupationCode>(COLUMNS[level], level === 'onet' ? OCCUPATION : SOC);
    const title = row.wording(TITLE);
    row.unique(COLUMNS[level], `${level} ${code}`, seen);
    const parent = parentOf(row, level, above);
    if (!row.sound) continue;
    entries.push({ level, code, title, parent });
    enter(level, code as SocCode, above);
  }
  return entries;
}

function levelOf(row: Row): SocLevel | null {
  const filled = LEVELS.filter((level) => row.text(COLUMNS[level]) !== '');
  const [level] = filled;
  if (level !== undefined && filled.length === 1) return level;
  row.fail(COLUMNS[level ?? 'major'], `${filled.length} codes in one row`);
  return null;
}

function parentOf(row: Row, level: SocLevel, above: ReadonlyMap<SocLevel, SocCode>): SocCode | null {
  const upper = LEVELS[LEVELS.indexOf(level) - 1];
  if (upper === undefined) return null;
  const parent = above.get(upper) ?? null;
  if (parent === null) row.fail(COLUMNS[level], `no ${COLUMNS[upper].toLowerCase()} above it`);
  return parent;
}

/** From here on, `code` is what stands above; what stood below the one before it no longer does. */
function enter(level: SocLevel, code: SocCode, above: Map<SocLevel, SocCode>): void {
  for (const lower of LEVELS.slice(LEVELS.indexOf(level))) above.delete(lower);
  above.set(level, code);
}
