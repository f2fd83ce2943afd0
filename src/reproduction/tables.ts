import { parse } from 'csv-parse/sync';
import { DataError, UserError } from '../errors.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import type { TaxonomySource } from '../taxonomy/source.js';

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
 * @throws DataError when the file is missing, is cut, or lacks one of the columns
 */
export async function readTable(source: TaxonomySource, file: string, columns: readonly string[]): Promise<Table> {
  let text = '';
  const chunks = source.open(file);
  if (!chunks) throw new DataError(`${source.label} has no file "${file}".`);
  for await (const chunk of chunks) text += chunk;
  const [header = [], ...records] = parseRecords(file, text);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new DataError(`${file} has no column ${missing.map((name) => `"${name}"`).join(', ')}.`);
  const place = new Map(header.map((name, i) => [name, i]));
  return { file, columns: header, rows: records.map((record, i) => tableRow(file, i + 2, place, record)) };
}

function parseRecords(file: string, text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: file.endsWith('.tsv') ? '\t' : ',',
      skip_empty_lines: true,
      quote: '"',
    });
  } catch (cause) {
    throw new DataError(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}.`);
  }
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
