import { parse } from 'csv-parse/sync';
import type { Findings, TaxonomySource } from './source.js';

/** What BLS OEWS says of one occupation: US dollars a year and persons; null where BLS gives none. */
export interface OewsRow {
  readonly medianWage: number | null;
  readonly employment: number | null;
}

/** The annual wage from which OEWS prints `#` instead of a figure (May 2024). */
export const OEWS_TOP_CODE = 239_200;
/** Hours that OEWS takes a full-time year to have. */
const HOURS_A_YEAR = 2080;
const REQUIRED = ['OCC_CODE', 'TOT_EMP', 'A_MEDIAN'];

type CsvRow = Readonly<Record<string, string>>;

/**
 * Reads the national OEWS file (CSV with columns OCC_CODE, TOT_EMP, A_MEDIAN and, where there, H_MEDIAN and O_GROUP), by
 * six-digit SOC code; of rows that repeat a code, the detailed one. Thousands commas are taken; `#` (top-coded) becomes
 * the top code, `*` and `**` (not released) null; an hourly median without an annual one counts 2,080 hours.
 */
export async function readOews(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<ReadonlyMap<string, OewsRow>> {
  const rows = new Map<string, OewsRow>();
  const text = await readAll(source, file);
  if (text === null) return rows;
  for (const { line, row } of parseCsv(file, text, findings)) {
    const code = row.OCC_CODE ?? '';
    if (!/^\d\d-\d{4}$/.test(code)) findings.fail(file, line, `"${code}" is not a SOC code`);
    else if (row.O_GROUP === 'detailed' || !rows.has(code)) rows.set(code, toOewsRow(file, line, row, findings));
  }
  return rows;
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

async function readAll(source: TaxonomySource, file: string): Promise<string | null> {
  const chunks = source.open(file);
  if (!chunks) return null;
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

function parseCsv(file: string, text: string, findings: Findings): { line: number; row: CsvRow }[] {
  let header: readonly string[] = [];
  const rows: { line: number; row: CsvRow }[] = [];
  const records = parse(text, { bom: true, info: true, trim: true, relax_column_count: true, skip_empty_lines: true });
  for (const { record, info } of records as unknown as { record: string[]; info: { lines: number } }[]) {
    if (header.length === 0) header = checkHeader(file, record, findings);
    else if (record.length !== header.length)
      findings.fail(file, info.lines, `${record.length} of ${header.length} fields`);
    else rows.push({ line: info.lines, row: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])) });
  }
  return REQUIRED.every((name) => header.includes(name)) ? rows : [];
}

function checkHeader(file: string, record: readonly string[], findings: Findings): readonly string[] {
  const header = record.map((name) => name.toUpperCase());
  for (const name of REQUIRED) if (!header.includes(name)) findings.fail(file, 1, `no column "${name}"`);
  return header;
}

function toOewsRow(file: string, line: number, row: CsvRow, findings: Findings): OewsRow {
  const annual = figure(file, line, row.A_MEDIAN, findings);
  const hourly = annual === null ? figure(file, line, row.H_MEDIAN, findings) : null;
  return {
    medianWage: annual === null ? hourly && Math.round(hourly * HOURS_A_YEAR) : Math.round(annual),
    employment: figure(file, line, row.TOT_EMP, findings),
  };
}

function figure(file: string, line: number, cell: string | undefined, findings: Findings): number | null {
  if (cell === undefined || cell === '' || cell === '*' || cell === '**') return null;
  if (cell === '#') return OEWS_TOP_CODE;
  const value = Number(cell.replaceAll(',', ''));
  if (Number.isFinite(value) && value >= 0) return value;
  findings.fail(file, line, `"${cell}" is not a figure`);
  return null;
}
