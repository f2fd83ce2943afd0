import type { Findings } from './source.js';

/** The wanted fields of one row, in the order in which they were asked for; `''` for a column that may be absent and is. */
export interface TableRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Where the wanted columns stand, whatever their case; -1 for an optional one that is not there. Null when one is missing or there twice. */
export function findColumns(
  file: string,
  header: readonly string[],
  wanted: readonly string[],
  optional: readonly string[],
  findings: Findings,
): readonly number[] | null {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = wanted.filter((name) => !names.includes(name.toLowerCase()));
  const twice = [...wanted, ...optional].filter((name) => isTwice(names, name.toLowerCase()));
  const found = header.map((name) => name.trim()).join(', ');
  for (const name of missing) findings.fail(file, 1, `no column "${name}" (found: ${found.slice(0, 200)})`);
  for (const name of twice) findings.fail(file, 1, `column "${name}" is there twice`);
  if (missing.length + twice.length > 0) return null;
  return [...wanted, ...optional].map((name) => names.indexOf(name.toLowerCase()));
}

function isTwice(names: readonly string[], name: string): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}

/** The fields at `positions`, trimmed. */
export function pick(fields: readonly string[], positions: readonly number[]): readonly string[] {
  return positions.map((position) => (fields[position] ?? '').trim());
}

export const NO_LINE_END = 'the last line has no line end: the file may have been cut';
