import { type Cell, placeId } from '../measures/cell.js';

/** How the published shares of a facet stand against the truth. */
export interface Score {
  readonly facet: string;
  /** Published shares of quality `ok` whose truth is known. */
  readonly cells: number;
  /** Of these: intervals that hold the truth. */
  readonly covered: number;
  /** Mean of |estimate - truth|, in percentage points. */
  readonly meanErrorPoints: number;
}

/** Scores the `ok` shares of many snapshots, each against its own truth (share by place id), by facet and level. */
export function scoreShares(
  snapshots: readonly { readonly cells: readonly Cell[]; readonly truth: ReadonlyMap<string, number> }[],
): Score[] {
  const tests = snapshots.flatMap(({ cells, truth }) => cells.flatMap((cell) => testCell(cell, truth)));
  const facets = [...new Set(tests.map((test) => test.facet))].sort();
  return facets.map((facet) =>
    score(
      facet,
      tests.filter((test) => test.facet === facet),
    ),
  );
}

/** Scores together. */
export function totalScore(scores: readonly Score[]): Score {
  const cells = scores.reduce((sum, s) => sum + s.cells, 0);
  return {
    facet: 'all',
    cells,
    covered: scores.reduce((sum, s) => sum + s.covered, 0),
    meanErrorPoints: cells === 0 ? 0 : scores.reduce((sum, s) => sum + s.meanErrorPoints * s.cells, 0) / cells,
  };
}

interface CellTest {
  readonly facet: string;
  readonly covered: boolean;
  readonly error: number;
}

function testCell({ key, estimate, quality }: Cell, truth: ReadonlyMap<string, number>): CellTest[] {
  const value = truth.get(placeId(key));
  if (key.measure !== 'share' || !estimate || quality !== 'ok' || value === undefined) return [];
  const covered = estimate.lower <= value && value <= estimate.upper;
  return [{ facet: `${key.facet}/${key.level}`, covered, error: Math.abs(estimate.value - value) }];
}

function score(facet: string, tests: readonly CellTest[]): Score {
  return {
    facet,
    cells: tests.length,
    covered: tests.filter((test) => test.covered).length,
    meanErrorPoints: (100 * tests.reduce((sum, test) => sum + test.error, 0)) / tests.length,
  };
}
