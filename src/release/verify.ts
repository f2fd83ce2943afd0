import { parse } from 'csv-parse/sync';
import { groupBy } from '../grouping.js';
import { sha256 } from './metadata.js';
import { CELL_COLUMNS, type Column, DELTA_COLUMNS } from './tables.js';

/** Something in a release folder that is not as it should be. */
export interface Finding {
  readonly file: string;
  /** Line of a table, counted from 1 with its head; null for a whole file. */
  readonly line: number | null;
  readonly problem: string;
}

type Row = Readonly<Record<string, string>>;

/** Checks a release folder by its files: hashes, columns, and the arithmetic that must hold. No finding: all is well. */
export function verifyRelease(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
  return [
    ...verifyHashes(files),
    ...verifyTable(files, 'cells.csv', CELL_COLUMNS, verifyCells),
    ...verifyTable(files, 'deltas.csv', DELTA_COLUMNS, verifyDeltas),
    ...verifyJson(files, 'snapshot.json'),
    ...verifyJson(files, 'datapackage.json'),
  ];
}

function verifyHashes(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
  const manifest = files.get('MANIFEST.sha256');
  if (manifest === undefined) return [whole('MANIFEST.sha256', 'is missing')];
  const entries = text(manifest)
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+\*?/, 2));
  const listed = new Set(entries.map(([, name]) => name));
  const wrong = entries.flatMap(([hash, name = '']) => {
    const content = files.get(name);
    if (content === undefined) return [whole(name, 'is in the manifest but not in the folder')];
    return sha256(content) === hash ? [] : [whole(name, 'is not what the manifest says: its hash differs')];
  });
  const strangers = [...files.keys()].filter((name) => name !== 'MANIFEST.sha256' && !listed.has(name));
  return [...wrong, ...strangers.map((name) => whole(name, 'is not in the manifest'))];
}

function verifyTable(
  files: ReadonlyMap<string, string | Uint8Array>,
  file: string,
  columns: readonly Column[],
  check: (rows: readonly Row[]) => Finding[],
): Finding[] {
  const content = files.get(file);
  if (content === undefined) return [whole(file, 'is missing')];
  let rows: Row[];
  try {
    rows = parse(text(content), { columns: true, skip_empty_lines: true });
  } catch (error) {
    return [whole(file, `cannot be read as CSV: ${error instanceof Error ? error.message : error}`)];
  }
  const names = Object.keys(rows[0] ?? {});
  const missing = rows.length > 0 ? columns.filter(({ name }) => !names.includes(name)) : [];
  const unknown = names.filter((name) => !columns.some((column) => column.name === name));
  const findings = [
    ...missing.map(({ name }) => whole(file, `has no column ${name}`)),
    ...unknown.map((name) => whole(file, `has a column ${name} that is not known`)),
  ];
  if (missing.length > 0) return findings;
  return [
    ...findings,
    ...duplicateKeys(rows, file),
    ...rows.flatMap((row, i) => verifyTypes(row, i + 2, file, columns)),
    ...check(rows),
  ];
}

function duplicateKeys(rows: readonly Row[], file: string): Finding[] {
  const byKey = groupBy(
    rows.map((row, i) => ({ row, line: i + 2 })),
    ({ row }) => keyOf(row),
  );
  return [...byKey.values()].flatMap((same) =>
    same.slice(1).map(({ line }) => ({ file, line, problem: 'has a key that stands above already' })),
  );
}

function keyOf(row: Row): string {
  return ['facet', 'level', 'geography', 'key', 'key2', 'measure', 'base'].map((name) => row[name]).join('|');
}

function verifyTypes(row: Row, line: number, file: string, columns: readonly Column[]): Finding[] {
  return columns.flatMap(({ name, type, enum: values }) => {
    const value = row[name] ?? '';
    if (value === '') return [];
    if (type !== 'string' && !Number.isFinite(Number(value)))
      return [{ file, line, problem: `${name} is no number: ${value}` }];
    if (type === 'integer' && !/^\d+$/.test(value)) return [{ file, line, problem: `${name} is no count: ${value}` }];
    return values && !values.includes(value)
      ? [{ file, line, problem: `${name} is not one of ${values.join(', ')}: ${value}` }]
      : [];
  });
}

function verifyCells(rows: readonly Row[]): Finding[] {
  const file = 'cells.csv';
  const byRow = rows.flatMap((row, i) => {
    const line = i + 2;
    const numbers = ['value', 'interval.sampling.lower', 'interval.sampling.upper', 'n', 'accounts'].map(
      (name) => row[name] ?? '',
    );
    if (row['status'] !== 'published')
      return numbers.some((value) => value !== '') ? [{ file, line, problem: 'is withheld but carries a number' }] : [];
    if (numbers.includes('')) return [{ file, line, problem: 'is published but lacks a number' }];
    const [value = 0, lower = 0, upper = 0, n = 0, accounts = 0] = numbers.map(Number);
    return [
      ...(value < lower || value > upper || lower < 0 || upper > 1
        ? [{ file, line, problem: 'its interval does not hold the value within 0 and 1' }]
        : []),
      ...(accounts > n ? [{ file, line, problem: 'has more accounts than conversations' }] : []),
    ];
  });
  return [...byRow, ...verifySums(rows)];
}

/** Families that divide a base: their shares sum to 1 where nothing is withheld, and never to more. */
const DIVISIONS = ['outcome|outcome', 'occupation|major_group', 'mode|mode', 'mode|mode_class', 'use_case|use_case'];

function verifySums(rows: readonly Row[]): Finding[] {
  const shares = groupBy(
    rows.filter((row) => row['measure'] === 'share'),
    (row) => `${row['facet']}|${row['level']}`,
  );
  return DIVISIONS.flatMap((family) => {
    const members = shares.get(family) ?? [];
    const sum = members.reduce((total, row) => total + Number(row['value'] ?? 0), 0);
    const complete = members.length > 0 && members.every((row) => row['status'] === 'published');
    const rounding = members.length * 1e-6;
    if (sum > 1 + rounding) return [whole('cells.csv', `shares of ${family} sum to ${sum.toFixed(6)}, more than 1`)];
    return complete && sum < 1 - rounding
      ? [whole('cells.csv', `shares of ${family} sum to ${sum.toFixed(6)}, not 1`)]
      : [];
  });
}

function verifyDeltas(rows: readonly Row[]): Finding[] {
  return rows.flatMap((row, i) => {
    const [from = 0, to = 0, delta = 0, lower = 0, upper = 0] = [
      'from',
      'to',
      'delta_points',
      'interval.sampling.lower',
      'interval.sampling.upper',
    ].map((name) => Number(row[name]));
    const problems = [
      ...(Math.abs(100 * (to - from) - delta) > 3e-4 ? ['its change is not the difference of its two values'] : []),
      ...(delta < lower || delta > upper ? ['its interval does not hold the change'] : []),
    ];
    return problems.map((problem) => ({ file: 'deltas.csv', line: i + 2, problem }));
  });
}

function verifyJson(files: ReadonlyMap<string, string | Uint8Array>, file: string): Finding[] {
  const content = files.get(file);
  if (content === undefined) return [whole(file, 'is missing')];
  try {
    JSON.parse(text(content));
    return [];
  } catch {
    return [whole(file, 'is not JSON')];
  }
}

function whole(file: string, problem: string): Finding {
  return { file, line: null, problem };
}

function text(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}
