import { pipeline } from 'node:stream';
import { CsvError, type Info, type Parser, parse } from 'csv-parse';
import { findColumns, NO_LINE_END, pick, type TableRow } from './columns.js';
import type { Findings, TaxonomySource } from './source.js';

/** A record with the names of all its fields. `line` is the line on which it ends, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly header: readonly string[];
  readonly fields: readonly string[];
}

export interface CsvOptions {
  /** A comma by default. */
  readonly delimiter?: ',' | '\t';
  /** Columns that may be absent; they come after the wanted ones. */
  readonly optional?: readonly string[];
}

/**
 * Reads the wanted columns of a CSV file with a header, by name and in any position. Records that do not have as many
 * fields as the header are findings and left out; a missing column or a broken quote ends the file. Yields nothing when
 * there is no such file.
 */
export async function* readCsvTable(
  source: TaxonomySource,
  file: string,
  columns: readonly string[],
  findings: Findings,
  { delimiter = ',', optional = [] }: CsvOptions = {},
): AsyncGenerator<TableRow> {
  let positions: readonly number[] | null = null;
  for await (const { line, header, fields } of readCsvRecords(source, file, findings, delimiter)) {
    positions ??= findColumns(file, header, columns, optional, findings);
    if (!positions) return;
    if (fields !== header) yield { line, fields: pick(fields, positions) };
  }
}

/** Reads whole records; the first one is the header itself, so that a file without rows can be judged too. */
export async function* readCsvRecords(
  source: TaxonomySource,
  file: string,
  findings: Findings,
  delimiter: ',' | '\t' = ',',
): AsyncGenerator<CsvRecord> {
  const chunks = source.open(file);
  if (!chunks) return;
  const end = { line: 0, ended: true };
  const before = findings.fatal.length;
  let header: readonly string[] | null = null;
  for await (const { line, fields } of parsed(file, watchEnd(chunks, end), delimiter, findings)) {
    end.line = line;
    header ??= fields;
    if (fields.length === header.length) yield { line, header, fields };
    else findings.fail(file, line, `${fields.length} of ${header.length} fields`);
  }
  if (!header && findings.fatal.length === before) findings.fail(file, 1, 'the file is empty');
  else if (!end.ended) findings.warn(file, end.line, NO_LINE_END);
}

async function* watchEnd(chunks: AsyncIterable<string>, end: { ended: boolean }): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    if (chunk !== '') end.ended = chunk.endsWith('\n');
    yield chunk;
  }
}

async function* parsed(
  file: string,
  chunks: AsyncIterable<string>,
  delimiter: string,
  findings: Findings,
): AsyncGenerator<TableRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, delimiter });
  // The callback is there because pipeline asks for one: an error reaches the loop below through the parser.
  pipeline(chunks, parser, () => undefined);
  try {
    for await (const { record, info } of parser as Parser & AsyncIterable<Parsed>) {
      yield { line: info.lines, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    findings.fail(file, Number(error['lines'] ?? 0), `broken quotes, no row can be trusted: ${error.message}`);
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}
