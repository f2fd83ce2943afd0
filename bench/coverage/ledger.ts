import type { Quality } from '../../src/measures/cell.js';
import type { Interval } from '../../src/statistics/interval.js';

/** What one population says of one target. */
export interface Observation extends Interval {
  readonly value: number;
  readonly truth: number;
  readonly status: Quality | 'withheld';
  /** Expected count of the cell in the base that was drawn: n p. */
  readonly count: number;
  /** The interval that takes conversations as independent. */
  readonly rival: Interval;
  /** Of a delta: the interval's width if the periods had nothing to do with each other. */
  readonly apart?: number;
}

/** How a kind of cells did. Shares of cells are fractions; `below` counts truths under the interval, `above` over it. */
export interface Coverage {
  readonly cells: number;
  readonly coverage: number;
  readonly below: number;
  readonly above: number;
  readonly medianWidth: number;
}

/** One row of the table: a measure in a design. */
export interface Row {
  readonly score: string;
  readonly cells: number;
  readonly published: number;
  /** Mean expected count n p. */
  readonly count: number;
  /** Standard deviation of the estimator over the populations, and what its mean is off. */
  readonly sd: number;
  readonly bias: number;
  readonly by: Readonly<Record<Group, Coverage>>;
  readonly rival: { readonly coverage: number; readonly widthToIdeal: number };
  /** Median width over 2 * 1.96 * sd, of the cells that are ok. */
  readonly widthToIdeal: number;
  /** Of deltas: median width over that with periods taken as independent, of the cells that are ok. */
  readonly widthToApart: number | null;
}

export const GROUPS = ['all', 'published', 'ok', 'review', 'unreliable'] as const;
export type Group = (typeof GROUPS)[number];

/** Collects observations of one design. */
export class Ledger {
  private readonly books = new Map<string, Observation[]>();

  book(score: string, observation: Observation): void {
    const book = this.books.get(score);
    if (book) book.push(observation);
    else this.books.set(score, [observation]);
  }

  /** All that was booked, summed up, in the order of first booking. */
  rows(): Row[] {
    return [...this.books].map(([score, book]) => summarise(score, book));
  }
}

function summarise(score: string, book: readonly Observation[]): Row {
  const { sd, bias } = spreadOf(book);
  const of = (group: Group) => coverageOf(book.filter((one) => belongs(one, group)));
  const by = {
    all: of('all'),
    published: of('published'),
    ok: of('ok'),
    review: of('review'),
    unreliable: of('unreliable'),
  };
  const ideal = 2 * 1.96 * sd;
  const ratios = book
    .filter(({ status }) => status === 'ok')
    .flatMap(({ upper, lower, apart }) => (apart === undefined ? [] : [(upper - lower) / apart]));
  const rivals = coverageOf(book.map((one) => ({ ...one, ...one.rival })));
  return {
    score,
    cells: book.length,
    published: by.published.cells / book.length,
    count: mean(book.map(({ count }) => count)),
    sd,
    bias,
    by,
    rival: { coverage: rivals.coverage, widthToIdeal: rivals.medianWidth / ideal },
    widthToIdeal: by.ok.medianWidth / ideal,
    widthToApart: ratios.length > 0 ? median(ratios) : null,
  };
}

function belongs({ status, apart }: Observation, group: Group): boolean {
  // A withheld change has no interval at all, not even inside.
  if (group === 'all') return apart === undefined || status !== 'withheld';
  return group === 'published' ? status !== 'withheld' : status === group;
}

/** How often intervals hold the truth, and on which side they miss it. */
export function coverageOf(book: readonly Observation[]): Coverage {
  const below = book.filter(({ truth, lower }) => truth < lower).length;
  const above = book.filter(({ truth, upper }) => truth > upper).length;
  const cells = book.length;
  return {
    cells,
    coverage: 1 - (below + above) / cells,
    below: below / cells,
    above: above / cells,
    medianWidth: median(book.map(({ lower, upper }) => upper - lower)),
  };
}

/** Standard deviation of the errors, and their mean. */
export function spreadOf(book: readonly Observation[]): { sd: number; bias: number } {
  const errors = book.map(({ value, truth }) => value - truth);
  const bias = mean(errors);
  const squares = errors.reduce((sum, error) => sum + (error - bias) ** 2, 0);
  return { sd: Math.sqrt(squares / Math.max(1, errors.length - 1)), bias };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; NaN of none. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
