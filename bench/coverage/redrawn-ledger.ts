import type { Quality } from '../../src/measures/cell.js';
import type { Interval } from '../../src/statistics/interval.js';
import { coverageOf, type Observation, spreadOf } from './ledger.js';

/** What the engine of measures says of one population. */
export interface RedrawnObservation extends Interval {
  readonly value: number;
  /** As it shows it. */
  readonly bias: number;
  readonly quality: Quality;
  /** Null where it is what the design expects of the estimate. */
  readonly truth: number | null;
}

/** Such a measure in a design. Shares are fractions. */
export interface RedrawnRow {
  readonly score: string;
  readonly cells: number;
  readonly coverage: number;
  readonly below: number;
  readonly above: number;
  readonly widthToIdeal: number;
  readonly by: Readonly<Record<Quality, { readonly cells: number; readonly coverage: number }>>;
  /** What the estimates are off in the mean, and what is said of it, over the standard deviation. */
  readonly bias: number;
  readonly biasShown: number;
}

/** Collects such estimates of one design. */
export class RedrawnLedger {
  private readonly books = new Map<string, RedrawnObservation[]>();

  book(score: string, observation: RedrawnObservation): void {
    const book = this.books.get(score);
    if (book) book.push(observation);
    else this.books.set(score, [observation]);
  }

  rows(): RedrawnRow[] {
    return [...this.books].map(([score, book]) => rowOf(score, book));
  }
}

function rowOf(score: string, book: readonly RedrawnObservation[]): RedrawnRow {
  const expected = book.reduce((sum, { value }) => sum + value, 0) / book.length;
  const known = book.map((one): Observation => {
    const truth = one.truth ?? expected;
    return { ...one, truth, status: one.quality, count: 0, rival: one };
  });
  const { cells, coverage, below, above, medianWidth } = coverageOf(known);
  const { sd, bias } = spreadOf(known);
  const shown = book.reduce((sum, one) => sum + one.bias, 0) / book.length;
  const of = (quality: Quality) => {
    const some = coverageOf(known.filter(({ status }) => status === quality));
    return { cells: some.cells, coverage: some.coverage };
  };
  const over = (value: number) => (sd > 0 ? value / sd : 0);
  return {
    score,
    cells,
    coverage,
    below,
    above,
    by: { ok: of('ok'), review: of('review'), unreliable: of('unreliable') },
    widthToIdeal: over(medianWidth / 3.92),
    bias: over(bias),
    biasShown: over(shown),
  };
}
