import { findColumns, NO_LINE_END, pick, type TableRow } from './columns.js';
import { readLines } from './lines.js';
import type { Findings, TaxonomySource } from './source.js';

/**
 * Reads the wanted columns of a tab-separated file, by name and in any position; quotes are characters like others. Rows
 * that do not have as many fields as the header are findings and left out; a missing column ends the file. Yields nothing
 * when there is no such file.
 */
export async function* readTabTable(
  source: TaxonomySource,
  file: string,
  columns: readonly string[],
  findings: Findings,
  optional: readonly string[] = [],
): AsyncGenerator<TableRow> {
  const chunks = source.open(file);
  if (!chunks) return;
  let positions: readonly number[] | null = null;
  let width = 0;
  for await (const { number, text, ended } of readLines(chunks)) {
    const fields = text.split('\t');
    if (!positions) {
      positions = findColumns(file, fields, columns, optional, findings);
      if (!positions) return;
      width = fields.length;
    } else if (text.trim() === '') {
      findings.warn(file, number, 'an empty line');
    } else if (fields.length !== width) {
      findings.fail(file, number, wrongWidth(fields.length, width, ended));
    } else {
      if (!ended) findings.warn(file, number, NO_LINE_END);
      yield { line: number, fields: pick(fields, positions) };
    }
  }
  if (!positions) findings.fail(file, 1, 'the file is empty');
}

function wrongWidth(found: number, expected: number, ended: boolean): string {
  const counts = `${found} of ${expected} fields`;
  return ended ? counts : `${counts}, and no line end: the file has been cut`;
}
