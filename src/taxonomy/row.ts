import { readCsvTable } from './csv-table.js';
import type { Findings, TaxonomySource } from './source.js';
import { readTabTable } from './tab-table.js';

/** What a figure may be. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  /** Whether thousands may be set apart by commas: `1,234,567.8`. */
  readonly thousands?: boolean;
}

export const ANY: Range = {};
export const FRACTION: Range = { min: 0, max: 1 };
export const PERCENT: Range = { min: 0, max: 100 };
/** Whole and not negative. */
export const COUNT: Range = { min: 0, integer: true };

/** What a code of kind `T` looks like. */
export interface CodeShape<T extends string> {
  readonly what: string;
  readonly pattern: RegExp;
  /** Never there: it only carries the type. */
  readonly brand?: T;
}

/**
 * One row whose cells are asked for by column. A cell that is not what it should be is a fatal finding that names file,
 * line and field, and the row is no longer `sound`: its reader leaves it out.
 */
export class Row {
  sound = true;

  constructor(
    readonly file: string,
    readonly line: number,
    private readonly positions: ReadonlyMap<string, number>,
    private readonly fields: readonly string[],
    private readonly findings: Findings,
  ) {}

  /** The cell as it stands, `''` when it is empty. */
  text(field: string): string {
    return this.fields[this.positions.get(field) ?? -1] ?? '';
  }

  /** A cell that must not be empty. */
  wording(field: string): string {
    const text = this.text(field);
    if (text === '') this.fail(field, 'empty');
    return text;
  }

  figure(field: string, range: Range): number {
    const value = this.optionalFigure(field, range);
    if (value !== null) return value;
    this.fail(field, 'no figure');
    return Number.NaN;
  }

  /** Null when the cell is empty. */
  optionalFigure(field: string, range: Range): number | null {
    const text = this.text(field);
    if (text === '') return null;
    const value = toNumber(range.thousands ? withoutCommas(text) : text);
    if (isWithin(value, range)) return value;
    this.fail(field, `"${text}" is not ${describeRange(range)}`);
    return Number.NaN;
  }

  code<T extends string>(field: string, { what, pattern }: CodeShape<T>): T {
    const text = this.text(field);
    if (!pattern.test(text)) this.fail(field, `"${text}" is not ${what}`);
    return text as T;
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T {
    const text = this.text(field);
    if (!allowed.includes(text as T)) this.fail(field, `"${text}" is none of ${allowed.join(', ')}`);
    return text as T;
  }

  /** Refuses a key that an earlier row has; `seen` holds keys and their lines, and takes this one. */
  unique(field: string, key: string, seen: Map<string, number>): void {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, this.line);
    else this.fail(field, `${key} is there twice (first in line ${first})`);
  }

  fail(field: string, detail: string): void {
    this.sound = false;
    this.findings.fail(this.file, this.line, detail, field);
  }

  warn(field: string, detail: string): void {
    this.findings.warn(this.file, this.line, detail, field);
  }
}

function toNumber(text: string): number {
  return /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function withoutCommas(text: string): string {
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

function isWithin(value: number, { min = -Infinity, max = Infinity, integer = false }: Range): boolean {
  return Number.isFinite(value) && value >= min && value <= max && (!integer || Number.isSafeInteger(value));
}

function describeRange({ min, max, integer = false }: Range): string {
  const kind = integer ? 'a whole number' : 'a figure';
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  return min === undefined ? kind : `${kind} of at least ${min}`;
}

export interface Layout {
  /** `csv` and `tsv` know quotes, `tab` (the O*NET text files) does not. */
  readonly format: 'csv' | 'tsv' | 'tab';
  readonly columns: readonly string[];
  readonly optional?: readonly string[];
  /** What it means that the file is not there: fatal by default. */
  readonly absent?: 'fatal' | 'reported';
}

/** Reads a table row by row. A file that is not there is a finding. */
export async function* readRows(
  source: TaxonomySource,
  file: string,
  { format, columns, optional = [], absent = 'fatal' }: Layout,
  findings: Findings,
): AsyncGenerator<Row> {
  const positions = new Map([...columns, ...optional].map((name, index) => [name, index]));
  const delimiter = format === 'tsv' ? '\t' : ',';
  if (source.open(file) === null) {
    if (absent === 'fatal') findings.fail(file, 0, 'the file is not there');
    else findings.warn(file, 0, 'the file is not there');
  }
  const rows =
    format === 'tab'
      ? readTabTable(source, file, columns, findings, optional)
      : readCsvTable(source, file, columns, findings, { delimiter, optional });
  for await (const { line, fields } of rows) yield new Row(file, line, positions, fields, findings);
}
