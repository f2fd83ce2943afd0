import { EmptySetError } from '../statistics/empty-set-error.js';
import type { Occupation, Taxonomy } from '../taxonomy/taxonomy.js';
import { employmentOf } from './employment.js';
import type { Shares } from './shares.js';

/** What usage is compared with: each employed person counts alike, or each occupation. */
export type Weighting = 'employment' | 'occupations';

/** Occupations with a value (a wage, a job zone), their usage and their weight in the base. */
export interface Valued {
  readonly value: number;
  readonly usage: number;
  readonly weight: number;
}

/** Occupations that a measure can place, and the usage of those that it cannot. */
export interface Placed {
  readonly weighting: Weighting;
  readonly occupations: readonly Valued[];
  /** Share of usage held by occupations without a value or a weight. */
  readonly unplaced: number;
}

/** Usage in one band beside the base, both as fractions of what is placed; `ratio` is usage over base. */
export interface Band {
  readonly band: string;
  readonly usage: number;
  readonly base: number;
  readonly ratio: number | null;
}

/**
 * Gives each occupation a value and a weight, once for all usages.
 * @returns a function of occupation shares; it throws EmptySetError when no occupation has both value and weight
 */
export function createPlacer(
  taxonomy: Taxonomy,
  weighting: Weighting,
  worthOf: (occupation: Occupation) => number | null,
): (occupations: Shares) => Placed {
  const employment = employmentOf(taxonomy);
  const known = new Map(
    taxonomy.occupations.flatMap((one) => {
      const [value, weight] = [worthOf(one), weighting === 'occupations' ? 1 : (employment.get(one.code) ?? 0)];
      return value !== null && weight > 0 ? [[one.code as string, { value, weight }] as const] : [];
    }),
  );
  return ({ keys, values }) => {
    if (known.size === 0) throw new EmptySetError(`Usage by value, weighted by ${weighting},`);
    const occupations: Valued[] = [];
    let unplaced = 0;
    keys.forEach((key, i) => {
      const one = known.get(key);
      if (one) occupations.push({ ...one, usage: values[i] ?? 0 });
      else unplaced += values[i] ?? 0;
    });
    return { weighting, occupations, unplaced };
  };
}

/** Usage by bands [edge, next edge): the first reaches down, the last up without end. Edges ascend. */
export function usageByBand({ occupations }: Placed, edges: readonly number[]): readonly Band[] {
  const names = [...edges, Number.POSITIVE_INFINITY].map((edge, i) => bandName(edges[i - 1], edge));
  return bandsOf(occupations, names, ({ value }) => names[edges.filter((edge) => value >= edge).length] ?? '');
}

/**
 * Usage by quarters of the base, cheapest first: an occupation lies in the quarter where the middle of its weight lies,
 * ordered by value; equal values lie together. Names `q1` to `q4`.
 */
export function usageByQuartile({ occupations }: Placed): readonly Band[] {
  const total = occupations.reduce((sum, { weight }) => sum + weight, 0);
  const quarter = new Map<number, string>();
  let below = 0;
  for (const value of [...new Set(occupations.map((one) => one.value))].sort((a, b) => a - b)) {
    const weight = occupations.filter((one) => one.value === value).reduce((sum, one) => sum + one.weight, 0);
    quarter.set(value, `q${Math.min(4, Math.floor((4 * (below + weight / 2)) / total) + 1)}`);
    below += weight;
  }
  return bandsOf(occupations, ['q1', 'q2', 'q3', 'q4'], ({ value }) => quarter.get(value) ?? 'q4');
}

/** Usage by each value that occurs, such as job zones 1 to 5. */
export function usageByValue({ occupations }: Placed): readonly Band[] {
  const values = [...new Set(occupations.map(({ value }) => value))].sort((a, b) => a - b).map(String);
  return bandsOf(occupations, values, ({ value }) => String(value));
}

/**
 * Weighted median: the smallest value up to which at least half of the weight lies. With `usage`, the wage in the middle of
 * usage; with `weight`, that of the base it is compared with.
 */
export function weightedMedian({ occupations, weighting }: Placed, by: 'usage' | 'weight'): number {
  const sorted = [...occupations].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, one) => sum + one[by], 0);
  if (!(total > 0)) throw new EmptySetError(`The median weighted by ${by === 'usage' ? 'usage' : weighting}`);
  let below = 0;
  for (const one of sorted) {
    below += one[by];
    if (2 * below >= total) return one.value;
  }
  return sorted[sorted.length - 1]?.value ?? Number.NaN;
}

function bandsOf(
  occupations: readonly Valued[],
  names: readonly string[],
  nameOf: (one: Valued) => string,
): readonly Band[] {
  const sums = new Map(names.map((name) => [name, { usage: 0, base: 0 }]));
  const total = { usage: 0, base: 0 };
  for (const one of occupations) {
    const sum = sums.get(nameOf(one));
    for (const target of sum ? [sum, total] : [total]) {
      target.usage += one.usage;
      target.base += one.weight;
    }
  }
  if (!(total.usage > 0)) throw new EmptySetError('Usage by band');
  return [...sums].map(([band, sum]) => {
    const [usage, base] = [sum.usage / total.usage, sum.base / total.base];
    return { band, usage, base, ratio: base > 0 ? usage / base : null };
  });
}

function bandName(from: number | undefined, to: number): string {
  if (from === undefined) return `below ${to}`;
  return to === Number.POSITIVE_INFINITY ? `${from} and more` : `${from} to below ${to}`;
}
