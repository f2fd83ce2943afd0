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
  return [...eliminate(equations).values()];
}

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

/** Reduced rows by pivot. The rarest unknowns become pivots first, which keeps rows short. */
function eliminate(equations: readonly Equation[]): Map<string, Map<string, number>> {
  const frequency = new Map<string, number>();
  for (const equation of equations) for (const id of equation.keys()) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  const rows = new Map<string, Map<string, number>>();
  const users = new Map<string, Set<string>>();
  for (const equation of [...equations].sort((a, b) => a.size - b.size)) {
    const row = withoutPivots(new Map(equation), rows);
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
  return rows;
}

function note(users: Map<string, Set<string>>, id: string, user: string): void {
  const set = users.get(id);
  if (set) set.add(user);
  else users.set(id, new Set([user]));
}

/** Removes all pivots that are known already from a row. */
function withoutPivots(row: Map<string, number>, rows: ReadonlyMap<string, Map<string, number>>): Map<string, number> {
  for (const id of [...row.keys()]) {
    const known = rows.get(id);
    const factor = row.get(id);
    if (known && factor) subtract(row, known, factor, () => undefined);
  }
  return row;
}

function rarest(row: ReadonlyMap<string, number>, frequency: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const id of row.keys()) if (best === null || (frequency.get(id) ?? 0) < (frequency.get(best) ?? 0)) best = id;
  return best;
}

function scale(row: Map<string, number>, factor: number): void {
  for (const [id, value] of row) row.set(id, (value * factor) % PRIME);
}

/** target -= factor * row, dropping what becomes zero. */
function subtract(
  target: Map<string, number>,
  row: ReadonlyMap<string, number>,
  factor: number,
  onNew: (id: string) => void,
): void {
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
