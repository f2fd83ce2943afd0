import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Quantity, quantities, releaseSums, SHARED, sharingUnits } from './attacker-sums.js';
import { solve } from './attacker-system.js';

/** A row of `cells.csv` as anybody can read it; the numbers of a withheld row are empty. */
export interface PublishedRow {
  readonly facet: string;
  readonly level: string;
  readonly geography: string;
  readonly key: string;
  readonly key2: string;
  readonly measure: string;
  readonly base: string;
  /** A fraction with 6 decimals. */
  readonly value: string;
  readonly n: string;
  readonly accounts: string;
  readonly status: string;
}

/** A count that was withheld, and that the published rows give away. */
export interface Finding {
  readonly place: string;
  /** Conversations; for an occupation or group perhaps the shared-out ones. */
  readonly count: number;
}

/** Half a unit of the last printed decimal. */
const ROUNDING = 0.5e-6;

/**
 * Tries to compute exactly what a release withholds, from its published rows and its taxonomy alone: totals less their
 * parts, bases from count and share, shared-out counts from share and base, any linear combination of these, and
 * remainders of zero, which no count being negative determine all of their parts. The rows of several releases that count
 * the same conversations may be given together.
 * @param told counts that are known from elsewhere, such as the size of the sample (`sample`)
 * @returns what was found, sorted by place; nothing where the release is safe
 */
export function attack(
  rows: readonly PublishedRow[],
  taxonomy: Taxonomy,
  told: ReadonlyMap<Quantity, number> = new Map(),
): Finding[] {
  const solution = solve(releaseSums(taxonomy), toldCounts(rows, taxonomy, told));
  return findings(solution, publishedPlaces(rows), taxonomy);
}

/** The places of which a release publishes a number. */
export function publishedPlaces(rows: readonly PublishedRow[]): ReadonlySet<string> {
  return new Set(rows.filter(({ status }) => status === 'published').map(placeOf));
}

/** Every count that the rows tell without any sum: printed ones, bases, and shared-out ones. */
export function toldCounts(
  rows: readonly PublishedRow[],
  taxonomy: Taxonomy,
  told: ReadonlyMap<Quantity, number> = new Map(),
): Map<Quantity, number> {
  const published = rows.filter(({ status }) => status === 'published');
  const counts = new Map([...told, ...wholeCounts(published), ...bases(published)]);
  const base = counts.get('outcome|outcome|GLOBAL|with_task|') ?? null;
  for (const [name, value] of sharedCounts(published, taxonomy, base)) counts.set(name, value);
  return counts;
}

/** The determined counts of places that are not open. */
export function findings(
  solution: ReadonlyMap<Quantity, number>,
  open: ReadonlySet<string>,
  taxonomy: Taxonomy,
): Finding[] {
  const found = new Map<string, number>();
  for (const { name, place } of quantities(taxonomy)) {
    const count = solution.get(name);
    if (count !== undefined && !open.has(place) && !found.has(place)) found.set(place, count);
  }
  return [...found].map(([place, count]) => ({ place, count })).sort((a, b) => (a.place < b.place ? -1 : 1));
}

function placeOf({ facet, level, geography, key, key2 }: PublishedRow): Quantity {
  return [facet, level, geography, key, key2].join('|');
}

function wholeCounts(rows: readonly PublishedRow[]): [Quantity, number][] {
  return rows.map((row) => [placeOf(row), Number(row.n)]);
}

/** Bases of shares of whole conversations: the whole number, if there is but one, that gives each printed share. */
function bases(rows: readonly PublishedRow[]): [Quantity, number][] {
  const ranges = new Map<Quantity, { low: number; high: number }>();
  for (const row of rows.filter(({ measure, facet }) => measure === 'share' && facet !== 'occupation')) {
    const range = ranges.get(baseOf(row)) ?? { low: 0, high: Number.POSITIVE_INFINITY };
    const [n, value] = [Number(row.n), Number(row.value)];
    ranges.set(baseOf(row), {
      low: Math.max(range.low, n / (value + ROUNDING)),
      high: Math.min(range.high, value > ROUNDING ? n / (value - ROUNDING) : Number.POSITIVE_INFINITY),
    });
  }
  return [...ranges].flatMap(([base, { low, high }]) => {
    const whole = Math.ceil(low - 1e-6);
    return Math.floor(high + 1e-6) === whole ? [[base, whole] satisfies [Quantity, number]] : [];
  });
}

function baseOf({ base, key }: PublishedRow): Quantity {
  if (base === 'with_task') return 'outcome|outcome|GLOBAL|with_task|';
  return base === 'task' ? `task|task|GLOBAL|${key}|` : base;
}

/** Shared-out counts of occupations and groups, wherever the printed share leaves but one possible fraction. */
function sharedCounts(rows: readonly PublishedRow[], taxonomy: Taxonomy, base: number | null): [Quantity, number][] {
  if (base === null) return [];
  const units = sharingUnits(taxonomy);
  return rows
    .filter(({ facet, measure }) => facet === 'occupation' && measure === 'share')
    .flatMap((row) => {
      const place = placeOf(row);
      const unit = units.get(place) ?? 1;
      const parts = Number(row.value) * base * unit;
      const certain = ROUNDING * base * unit < 0.5;
      return certain ? [[`${SHARED}${place}`, Math.round(parts) / unit] satisfies [Quantity, number]] : [];
    });
}
