import { groupBy } from '../grouping.js';
import { type Finding, type Row, whole } from './finding.js';
import { CELL_COLUMNS } from './tables.js';

/** Checks each cell, and that the shares of a family sum up. */
export function verifyCells(rows: readonly Row[]): Finding[] {
  return [
    ...rows.flatMap((row, i) => verifyCell(row).map((problem) => at('cells.csv', i, problem))),
    ...verifySums(rows),
  ];
}

/** Checks that each candidate for a new task has its numbers, or none where it is not published any more. */
export function verifyNewTasks(rows: readonly Row[]): Finding[] {
  return rows.flatMap((row, i) => {
    const status = row['event'] === 'death' || row['event'] === 'absorbed' ? 'suppressed' : 'published';
    return verifyCell({ ...row, status }).map((problem) => at('new_tasks.csv', i, problem));
  });
}

function at(file: string, row: number, problem: string): Finding {
  return { file, line: row + 2, problem };
}

const NUMBERS = CELL_COLUMNS.filter(({ type }) => type !== 'string').map(({ name }) => name);

function verifyCell(row: Row): string[] {
  const numbers = NUMBERS.map((name) => row[name] ?? '');
  if (row['status'] !== 'published')
    return [...numbers, row['quality']].some(Boolean) ? ['is withheld but carries a number'] : [];
  if (numbers.includes('')) return ['is published but lacks a number'];
  const [value = 0, lower = 0, upper = 0, n = 0, accounts = 0] = [
    'value',
    'interval.sampling.lower',
    'interval.sampling.upper',
    'n',
    'accounts',
  ].map((name) => Number(row[name]));
  const inside = lower <= value && value <= upper && lower >= 0 && upper <= 1;
  return [
    ...(row['quality'] === '' ? ['is published but lacks its quality'] : []),
    ...(inside ? [] : ['its interval does not hold the value within 0 and 1']),
    ...(accounts > n ? ['has more accounts than conversations'] : []),
  ];
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

/** Checks that each change is the difference of its values, within its interval. */
export function verifyDeltas(rows: readonly Row[]): Finding[] {
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
    return problems.map((problem) => at('deltas.csv', i, problem));
  });
}
