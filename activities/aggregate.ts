import { buildCells } from '../src/measures/cells.js';
import { countTallies } from '../src/measures/count.js';
import { snapshotHash } from '../src/measures/snapshot-hash.js';
import { decideDisclosure } from '../src/privacy/disclosure.js';
import { readLabelled } from '../src/store/labelled.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { freezeSnapshot, openSnapshot, publishedBefore, saveCells } from '../src/store/snapshots.js';
import { readSampleFrame, saveCounts } from '../src/store/tallies.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import type { ActivityDeps } from './deps.js';

/** Stage `aggregate`: counts of its labels, then disclosure, measures, and a frozen snapshot. */
export function createAggregateActivities({ db, now }: ActivityDeps) {
  return {
    async aggregateSnapshot({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      if (run.snapshotId !== null) return { snapshotId: run.snapshotId };
      const { sampleId } = run;
      if (sampleId === null) throw new Error(`Run ${run.key} has no sample.`);
      const { definition } = run;
      const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, definition.taxonomy);
      const opened = await openSnapshot(db, {
        indexId: run.indexId,
        period: run.period,
        methodId: run.methodId,
        sampleId,
      });
      const labelled = await readLabelled(db, { sampleId, labellerId: run.labellerId, taxonomyId }, taxonomy);
      const counts = { tallies: countTallies(labelled, taxonomy), frame: await readSampleFrame(db, sampleId) };
      await saveCounts(db, opened, counts);
      // A rerun is held to what the run that it repeats was held to.
      const parent = run.parentId === null ? null : await readRun(db, run.parentId);
      const earlier = await publishedBefore(db, opened, parent?.releaseId ?? null);
      const cells = buildCells(counts, taxonomy, decideDisclosure(counts, taxonomy, definition.disclosure, earlier));
      await saveCells(db, opened, cells);
      const frozen = await freezeSnapshot(db, opened, snapshotHash(counts, cells), now());
      const published = cells.filter((cell) => cell.status === 'published').length;
      await advanceRun(
        db,
        runId,
        'aggregate',
        { tallies: counts.tallies.length, cells: cells.length, published, vintage: frozen.vintage },
        { snapshotId: frozen.snapshotId },
      );
      return { snapshotId: frozen.snapshotId };
    },
  };
}
