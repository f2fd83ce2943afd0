import { comparability } from '../src/diffusion/comparability.js';
import { computeDeltas } from '../src/diffusion/deltas.js';
import { saveComparison } from '../src/store/comparisons.js';
import type { Database } from '../src/store/database.js';
import { previousRelease } from '../src/store/releases.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { readCells, readSnapshot } from '../src/store/snapshots.js';
import { readCounts } from '../src/store/tallies.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import type { ActivityDeps } from './deps.js';

/** Stage `compare`: the change since the last release, or the reason why there is none. */
export function createCompareActivities({ db, now }: ActivityDeps) {
  return {
    async compareSnapshots({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      if (run.snapshotId === null) throw new Error(`Run ${run.key} has no snapshot.`);
      const earlier = await previousRelease(db, run.indexId, run.period);
      if (!earlier) return { comparisonId: null };
      const { taxonomy } = await loadTaxonomy(db, run.definition.taxonomy);
      const [from, to] = await Promise.all([readSide(db, earlier.snapshotId), readSide(db, run.snapshotId)]);
      const refusal = comparability(from.snapshot.method, to.snapshot.method);
      const deltas = refusal === null ? computeDeltas({ ...from, taxonomy }, { ...to, taxonomy }) : [];
      const sides = { fromId: earlier.snapshotId, toId: run.snapshotId, kind: 'previous' as const };
      const comparisonId = await saveComparison(db, { ...sides, refusal, deltas }, now());
      const clear = deltas.filter((delta) => delta.verdict !== 'no_clear_change').length;
      await advanceRun(
        db,
        runId,
        'compare',
        { against: earlier.name, deltas: deltas.length, clear, refusal },
        { comparisonId },
      );
      return { comparisonId };
    },
  };
}

async function readSide(db: Database, snapshotId: number) {
  const [snapshot, counts, cells] = await Promise.all([
    readSnapshot(db, snapshotId),
    readCounts(db, snapshotId),
    readCells(db, snapshotId),
  ]);
  return { snapshot, counts, cells };
}
