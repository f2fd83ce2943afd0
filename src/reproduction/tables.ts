import { DataError, UserError } from '../errors.js';
import { type CsvRecord, readCsvRecords } from '../taxonomy/csv-table.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import { describeOddity, Findings, type TaxonomySource } from '../taxonomy/source.js';

/** One row of a published table, by column. `line` counts from 1. */
export interface TableRow {
  readonly line: number;
  text(column: string): string;
  /** @throws DataError naming file, line and column when the cell holds no number */
  number(column: string): number;
  /** The same, or null for an empty cell. */
  optional(column: string): number | null;
}

/** A published table, read whole. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads a comma- or tab-separated table.
 * @throws DataError when the file is missing, lacks one of the columns, or has rows that cannot be trusted
 */
export async function readTable(source: TaxonomySource, file: string, columns: readonly string[]): Promise<Table> {
  if (source.open(file) === null) throw new DataError(`${source.label} has no file "${file}".`);
  const findings = new Findings();
  const records: CsvRecord[] = [];
  for await (const record of readCsvRecords(source, file, findings, file.endsWith('.tsv') ? '\t' : ','))
    records.push(record);
  refuseFatal(source, findings);
  const header = records[0]?.header ?? [];
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new DataError(`${file} has no column ${missing.map((name) => `"${name}"`).join(', ')}.`);
  const place = new Map(header.map((name, i) => [name, i]));
  const rows = records.slice(1).map(({ line, fields }) => tableRow(file, line, place, fields));
  return { file, columns: header, rows };
}

/** @throws DataError with what was found, when any of it is fatal */
export function refuseFatal({ label }: TaxonomySource, { fatal }: Findings): void {
  if (fatal.length > 0)
    throw new DataError(`${label}: ${fatal.length} rows cannot be trusted.`, fatal.slice(0, 50).map(describeOddity));
}

function tableRow(file: string, line: number, place: ReadonlyMap<string, number>, record: readonly string[]): TableRow {
  const text = (column: string) => (record[place.get(column) ?? -1] ?? '').trim();
  const optional = (column: string) => {
    const cell = text(column);
    if (cell === '') return null;
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    throw new DataError(`${file}:${line}: "${cell}" in "${column}" is not a number.`);
  };
  const number = (column: string) => {
    const value = optional(column);
    if (value === null) throw new DataError(`${file}:${line}: "${column}" is empty.`);
    return value;
  };
  return { line, text, number, optional };
}

/** A folder that adds something, but need not be there. */
export async function openOptional(path: string): Promise<TaxonomySource | null> {
  try {
    return await openTaxonomySource(path);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
