import type { Quantity, Sum } from './attacker-sums.js';

/** Coefficients of unknowns, and what they sum to. */
interface Row {
  readonly terms: Map<Quantity, number>;
  total: number;
}

/** Below this, a difference is rounding. */
const EPSILON = 1e-7;

/**
 * Solves for whatever sums of non-negative numbers determine: Gauss-Jordan elimination, and sums of like signs that are
 * zero, by turns until neither finds more.
 * @param known numbers that are given
 * @returns all determined numbers, the given ones among them
 */
export function solve(sums: readonly Sum[], known: ReadonlyMap<Quantity, number>): Map<Quantity, number> {
  const solution = new Map(known);
  for (let size = -1; size < solution.size; ) {
    size = solution.size;
    const rows = sums.map((sum) => substitute(sum, solution)).filter(({ terms }) => terms.size > 0);
    const reduced = eliminate(rows);
    for (const { terms, total } of [...rows, ...reduced]) {
      const [first] = terms;
      if (terms.size === 1 && first) solution.set(first[0], clean(total / first[1]));
      else if (Math.abs(total) < EPSILON && alike(terms)) for (const name of terms.keys()) solution.set(name, 0);
    }
  }
  return solution;
}

function clean(value: number): number {
  return Math.abs(value - Math.round(value)) < EPSILON ? Math.round(value) : value;
}

function alike(terms: ReadonlyMap<Quantity, number>): boolean {
  const signs = new Set([...terms.values()].map(Math.sign));
  return signs.size === 1;
}

function substitute(sum: Sum, solution: ReadonlyMap<Quantity, number>): Row {
  const row: Row = { terms: new Map(), total: 0 };
  for (const [name, coefficient] of sum) {
    const value = solution.get(name);
    if (value === undefined) row.terms.set(name, coefficient);
    else row.total -= coefficient * value;
  }
  return row;
}

/** Reduced rows: each has a pivot of its own that no other row holds. */
function eliminate(rows: readonly Row[]): Row[] {
  const reduced = new Map<Quantity, Row>();
  const short = [...rows].sort((a, b) => a.terms.size - b.terms.size);
  for (const source of short) {
    const row: Row = { terms: new Map(source.terms), total: source.total };
    for (const name of source.terms.keys()) subtract(row, reduced.get(name), name);
    const pivot = largest(row.terms);
    if (pivot === null) continue;
    divide(row, row.terms.get(pivot) ?? 1);
    for (const other of reduced.values()) subtract(other, row, pivot);
    reduced.set(pivot, row);
  }
  return [...reduced.values()];
}

/** Takes a row from another so often that the pivot drops out. */
function subtract(target: Row, row: Row | undefined, pivot: Quantity): void {
  const factor = target.terms.get(pivot);
  if (row === undefined || factor === undefined) return;
  for (const [name, coefficient] of row.terms) {
    const rest = (target.terms.get(name) ?? 0) - factor * coefficient;
    if (Math.abs(rest) < EPSILON) target.terms.delete(name);
    else target.terms.set(name, rest);
  }
  target.total -= factor * row.total;
}

function divide(row: Row, divisor: number): void {
  for (const [name, coefficient] of row.terms) row.terms.set(name, coefficient / divisor);
  row.total /= divisor;
}

function largest(terms: ReadonlyMap<Quantity, number>): Quantity | null {
  let best: Quantity | null = null;
  for (const [name, coefficient] of terms)
    if (best === null || Math.abs(coefficient) > Math.abs(terms.get(best) ?? 0)) best = name;
  return best;
}
