import { readLines } from './lines.js';
import type { Findings, TaxonomySource } from './source.js';

/** The wanted fields of one row, in the order in which they were asked for. */
export interface TabRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads the wanted columns of a tab-separated file, by name and in any position. Rows that do not have as many fields as
 * the header are findings and left out; a missing column ends the file. Yields nothing when there is no such file.
 */
export async function* readTabTable(
  source: TaxonomySource,
  file: string,
  columns: readonly string[],
  findings: Findings,
): AsyncGenerator<TabRow> {
  const chunks = source.open(file);
  if (!chunks) return;
  let positions: readonly number[] | null = null;
  let width = 0;
  for await (const { number, text, ended } of readLines(chunks)) {
    const fields = text.split('\t');
    if (!positions) {
      positions = findColumns(file, fields, columns, findings);
      if (!positions) return;
      width = fields.length;
    } else if (text.trim() === '') {
      findings.warn(file, number, 'an empty line');
    } else if (fields.length !== width) {
      findings.fail(file, number, wrongWidth(fields.length, width, ended));
    } else {
      if (!ended) findings.warn(file, number, 'the last line has no line end: the file may have been cut');
      yield { line: number, fields: positions.map((position) => (fields[position] ?? '').trim()) };
    }
  }
  if (!positions) findings.fail(file, 1, 'the file is empty');
}

function findColumns(
  file: string,
  header: readonly string[],
  wanted: readonly string[],
  findings: Findings,
): readonly number[] | null {
  const names = header.map((name) => name.trim());
  const missing = wanted.filter((name) => !names.includes(name));
  for (const name of missing) findings.fail(file, 1, `no column "${name}" (found: ${names.join(', ').slice(0, 200)})`);
  return missing.length > 0 ? null : wanted.map((name) => names.indexOf(name));
}

function wrongWidth(found: number, expected: number, ended: boolean): string {
  const counts = `${found} of ${expected} fields`;
  return ended ? counts : `${counts}, and no line end: the file has been cut`;
}
