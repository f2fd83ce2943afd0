import { type Score, scoreShares, totalScore } from '../simulation/scorecard.js';
import { trueShares } from '../simulation/truth.js';
import type { Database } from '../store/database.js';
import { readCells } from '../store/snapshots.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { PERIODS, POPULATION } from './demo-world.js';
import { note, printRows } from './output.js';

/** The least share of `ok` intervals that must hold the truth when labels are true. */
const LEAST_COVERAGE = 0.9;

/** Scores the snapshots of an index, one a period, against the shares that the population was made with. */
export async function scoreIndex(db: Database, index: string, taxonomy: Taxonomy): Promise<Score[]> {
  const snapshots = await Promise.all(
    PERIODS.map(async (period) => {
      const run = await db.prisma.run.findFirstOrThrow({
        where: { period, indexVersion: { index: { name: index } }, snapshotId: { not: null } },
        orderBy: { attempt: 'desc' },
      });
      return { cells: await readCells(db, Number(run.snapshotId)), truth: trueShares(POPULATION, taxonomy, period) };
    }),
  );
  return scoreShares(snapshots);
}

/** Prints truth against estimate. @returns whether sampling error alone is covered as promised */
export function reportTruth(sampling: readonly Score[], labelled: readonly Score[]): boolean {
  const [exact, whole] = [totalScore(sampling), totalScore(labelled)];
  note('\nTruth against estimate (shares of quality ok, all six months)');
  printRows(
    [...sampling, exact].map((score) =>
      row(
        score,
        [...labelled, whole].find(({ facet }) => facet === score.facet),
      ),
    ),
  );
  note(
    `With true labels ${percent(exact)} of ${exact.cells} intervals hold the truth: sampling error alone, nominal 95 %.`,
  );
  note(
    `With the local labeller ${percent(whole)} of ${whole.cells} do: what its errors cost is outside any sampling interval.`,
  );
  note('One population that keeps its habits for six months: the cells of a facet are no independent tries.');
  return exact.cells > 0 && exact.covered / exact.cells >= LEAST_COVERAGE;
}

function row(exact: Score, labelled: Score | undefined) {
  return {
    facet: exact.facet,
    cells: exact.cells,
    'true labels: covered': percent(exact),
    'error (points)': exact.meanErrorPoints.toFixed(2),
    'local labels: covered': labelled ? percent(labelled) : '',
    'their error (points)': labelled ? labelled.meanErrorPoints.toFixed(2) : '',
  };
}

function percent({ covered, cells }: Score): string {
  return cells === 0 ? 'none' : `${((100 * covered) / cells).toFixed(1)} %`;
}
