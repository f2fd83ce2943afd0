import { SOC } from './codes.js';
import { COUNT, type Row, readRows } from './row.js';
import type { Findings, TaxonomySource } from './source.js';
import type { SocCode } from './taxonomy.js';

/** What BLS OEWS says of one occupation: US dollars a year and persons; null where BLS gives none. */
export interface OewsRow {
  readonly medianWage: number | null;
  readonly employment: number | null;
}

/** A wage in US dollars; null where BLS releases none. Of a top-coded one it is only known that it is at least this. */
export interface Wage {
  readonly dollars: number | null;
  readonly topCoded: boolean;
}

const WAGES = { mean: 'MEAN', p10: 'PCT10', p25: 'PCT25', median: 'MEDIAN', p75: 'PCT75', p90: 'PCT90' } as const;
export type Wages = Readonly<Record<keyof typeof WAGES, Wage>>;

const LEVELS = ['total', 'major', 'minor', 'broad', 'detailed'] as const;

/** One row of the national OEWS file. */
export interface OewsOccupation {
  readonly soc: SocCode;
  readonly title: string;
  /** Null in files that do not say. */
  readonly level: (typeof LEVELS)[number] | null;
  readonly employment: number | null;
  readonly annual: Wages;
  readonly hourly: Wages;
}

/** The annual wage from which OEWS prints `#` instead of a figure (May 2024). */
export const OEWS_TOP_CODE = 239_200;
/** Hours that OEWS takes a full-time year to have. */
const HOURS_A_YEAR = 2080;
const MISSING = ['', '*', '**'];

/**
 * Reads the national OEWS file (CSV with columns OCC_CODE, TOT_EMP, A_MEDIAN and any of OCC_TITLE, O_GROUP and the other
 * annual and hourly wages). Thousands commas are taken; `#` is the top code, `*` and `**` are not released. A code that is
 * there twice at one level is fatal: such a file holds more than one area.
 */
export async function readOewsOccupations(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<readonly OewsOccupation[]> {
  const wages = ['A', 'H'].flatMap((prefix) => Object.values(WAGES).map((name) => `${prefix}_${name}`));
  const layout = {
    format: 'csv',
    columns: ['OCC_CODE', 'TOT_EMP', 'A_MEDIAN'],
    optional: ['OCC_TITLE', 'O_GROUP', ...wages.filter((name) => name !== 'A_MEDIAN')],
  } as const;
  const occupations: OewsOccupation[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, layout, findings)) {
    const occupation = toOccupation(row);
    row.unique('OCC_CODE', `${occupation.soc} ${occupation.level ?? ''}`.trim(), seen);
    if (row.sound) occupations.push(occupation);
  }
  return occupations;
}

function toOccupation(row: Row): OewsOccupation {
  return {
    soc: row.code('OCC_CODE', SOC),
    title: row.text('OCC_TITLE'),
    level: row.text('O_GROUP') === '' ? null : row.oneOf('O_GROUP', LEVELS),
    employment: MISSING.includes(row.text('TOT_EMP')) ? null : row.figure('TOT_EMP', { ...COUNT, thousands: true }),
    annual: wagesOf(row, 'A', OEWS_TOP_CODE),
    hourly: wagesOf(row, 'H', OEWS_TOP_CODE / HOURS_A_YEAR),
  };
}

function wagesOf(row: Row, prefix: 'A' | 'H', topCode: number): Wages {
  const wage = (field: string): Wage => {
    const cell = row.text(field);
    if (MISSING.includes(cell)) return { dollars: null, topCoded: false };
    if (cell === '#') return { dollars: topCode, topCoded: true };
    return { dollars: row.figure(field, { min: 0, thousands: true }), topCoded: false };
  };
  const entries = Object.entries(WAGES).map(([key, name]) => [key, wage(`${prefix}_${name}`)]);
  return Object.fromEntries(entries) as Wages;
}

/**
 * Median wage and employment by six-digit SOC code; of rows that repeat a code, the detailed one. An hourly median without
 * an annual one counts 2,080 hours. Empty when there is no such file.
 */
export async function readOews(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<ReadonlyMap<string, OewsRow>> {
  const rows = new Map<string, OewsRow>();
  if (source.open(file) === null) return rows;
  for (const occupation of await readOewsOccupations(source, file, findings)) {
    if (occupation.level === 'detailed' || !rows.has(occupation.soc)) rows.set(occupation.soc, toOewsRow(occupation));
  }
  return rows;
}

function toOewsRow({ annual, hourly, employment }: OewsOccupation): OewsRow {
  const { dollars } = annual.median;
  const fromHours = hourly.median.dollars === null ? null : hourly.median.dollars * HOURS_A_YEAR;
  const wage = dollars ?? fromHours;
  return { medianWage: wage === null ? null : Math.round(wage), employment };
}

/**
 * The figures for an O*NET-SOC code. Where OEWS has no row for the detailed occupation, its broad one gives the wage;
 * not the employment, which would count the same people several times.
 */
export function oewsFor(rows: ReadonlyMap<string, OewsRow>, occupation: string): OewsRow {
  const detailed = rows.get(occupation.slice(0, 7));
  if (detailed) return detailed;
  return { medianWage: rows.get(`${occupation.slice(0, 6)}0`)?.medianWage ?? null, employment: null };
}
