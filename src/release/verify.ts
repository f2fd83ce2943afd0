import { parse } from 'csv-parse/sync';
import { groupBy } from '../grouping.js';
import { type Finding, type Row, whole } from './finding.js';
import { NEW_TASK_COLUMNS } from './new-tasks.js';
import { CELL_COLUMNS, type Column, DELTA_COLUMNS } from './tables.js';
import { verifyCells, verifyDeltas, verifyNewTasks } from './verify-arithmetic.js';
import { verifyManifest } from './verify-manifest.js';

/** Checks a release folder by its files: hashes, columns, and the arithmetic that must hold. No finding: all is well. */
export function verifyRelease(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
  return [
    ...verifyManifest(files),
    ...verifyTable(files, 'cells.csv', CELL_COLUMNS, verifyCells),
    ...verifyTable(files, 'deltas.csv', DELTA_COLUMNS, verifyDeltas),
    // Releases of before these were looked for have none.
    ...(files.has(NEW_TASKS) ? verifyTable(files, NEW_TASKS, NEW_TASK_COLUMNS, verifyNewTasks) : []),
    ...verifyJson(files, 'snapshot.json'),
    ...verifyJson(files, 'datapackage.json'),
  ];
}

function verifyTable(
  files: ReadonlyMap<string, string | Uint8Array>,
  file: string,
  columns: readonly Column[],
  check: (rows: readonly Row[]) => Finding[],
): Finding[] {
  const content = files.get(file);
  if (content === undefined) return [whole(file, 'is missing')];
  let table: string[][];
  try {
    table = parse(text(content), { skip_empty_lines: true });
  } catch (error) {
    return [whole(file, `cannot be read as CSV: ${error instanceof Error ? error.message : error}`)];
  }
  const [names = [], ...fields] = table;
  const rows = fields.map((values): Row => Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])));
  const missing = columns.filter(({ name }) => !names.includes(name));
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

const NEW_TASKS = 'new_tasks.csv';

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
  return ['id', 'facet', 'level', 'geography', 'key', 'key2', 'measure', 'base'].map((name) => row[name]).join('|');
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

function text(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}
