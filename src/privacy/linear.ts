/** Coefficients by unknown; equations say that their sum is known. */
export type Equation = ReadonlyMap<string, number>;

/** Arithmetic is done modulo this prime, so that products stay exact in doubles; coefficients are small fractions. */
const PRIME = 67108859;

/** A fraction as a residue. */
export function residue(numerator: number, denominator = 1): number {
  return (mod(numerator) * inverse(mod(denominator))) % PRIME;
}

/**
 * Reduced rows of a set of equations: Gauss-Jordan elimination on sparse rows. An unknown is determined uniquely when its
 * own row holds nothing else.
 */
export function reduce(equations: readonly Equation[]): Equation[] {
  const names = [...new Set(equations.flatMap((equation) => [...equation.keys()]))];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const numbered = equations.map((equation) => renamed(equation, (name) => numbers.get(name) ?? -1));
  return eliminate(numbered).map((row) => renamed(row, (number) => names[number] ?? ''));
}

function renamed<From, To>(row: ReadonlyMap<From, number>, nameOf: (name: From) => To): Map<To, number> {
  const result = new Map<To, number>();
  for (const [name, coefficient] of row) result.set(nameOf(name), coefficient);
  return result;
}

/** Coefficients by the number of an unknown: numbers are looked up faster than names. */
type Row = Map<number, number>;

/** Whether a residue stands for a positive fraction: the one of smallest terms, by Euclid's algorithm. */
export function isPositive(value: number): boolean {
  let [a, b, x, y] = [PRIME, mod(value), 0, 1];
  while (b * b * 2 > PRIME) {
    const quotient = Math.floor(a / b);
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return y > 0;
}

/** Reduced rows. The rarest unknowns become pivots first, which keeps rows short. */
function eliminate(equations: readonly Row[]): Row[] {
  const frequency = new Map<number, number>();
  for (const equation of equations) for (const id of equation.keys()) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  const rows = new Map<number, Row>();
  const users = new Map<number, Set<number>>();
  for (const row of [...equations].sort((a, b) => a.size - b.size)) {
    removePivots(row, rows);
    const pivot = rarest(row, frequency);
    if (pivot === null) continue;
    scale(row, inverse(row.get(pivot) ?? 1));
    for (const user of users.get(pivot) ?? []) {
      const target = rows.get(user);
      if (target) subtract(target, row, target.get(pivot) ?? 0, (id) => note(users, id, user));
    }
    rows.set(pivot, row);
    for (const id of row.keys()) note(users, id, pivot);
  }
  return [...rows.values()];
}

function note(users: Map<number, Set<number>>, id: number, user: number): void {
  const set = users.get(id);
  if (set) set.add(user);
  else users.set(id, new Set([user]));
}

/** Removes all pivots that are known already from a row. */
function removePivots(row: Row, rows: ReadonlyMap<number, Row>): void {
  for (const id of [...row.keys()]) {
    const known = rows.get(id);
    const factor = row.get(id);
    if (known && factor) subtract(row, known, factor, () => undefined);
  }
}

function rarest(row: Row, frequency: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  for (const id of row.keys()) if (best === null || (frequency.get(id) ?? 0) < (frequency.get(best) ?? 0)) best = id;
  return best;
}

function scale(row: Row, factor: number): void {
  for (const [id, value] of row) row.set(id, (value * factor) % PRIME);
}

/** target -= factor * row, dropping what becomes zero. */
function subtract(target: Row, row: Row, factor: number, onNew: (id: number) => void): void {
  if (factor === 0) return;
  for (const [id, value] of row) {
    const result = mod((target.get(id) ?? 0) - factor * value);
    if (result === 0) target.delete(id);
    else {
      target.set(id, result);
      onNew(id);
    }
  }
}

function mod(value: number): number {
  const rest = value % PRIME;
  return rest < 0 ? rest + PRIME : rest;
}

/** Inverse modulo the prime, by Euclid's algorithm. */
function inverse(value: number): number {
  let [a, b, x, y] = [value, PRIME, 1, 0];
  while (a > 1 && b !== 0) {
    const quotient = Math.floor(a / b);
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return mod(x);
}
