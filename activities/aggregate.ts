import { figuresOf, type LabelFigures } from '../src/label/figures.js';
import { shippedFigures } from '../src/label/shipped-figures.js';
import { buildCells } from '../src/measures/cells.js';
import { countTallies } from '../src/measures/count.js';
import { snapshotHash } from '../src/measures/snapshot-hash.js';
import { decideDisclosure } from '../src/privacy/disclosure.js';
import type { Database } from '../src/store/database.js';
import { readEvaluation } from '../src/store/evaluations.js';
import { readLabelled } from '../src/store/labelled.js';
import { readLabellerIdentity } from '../src/store/methods.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { freezeSnapshot, openSnapshot, publishedBefore, saveCells } from '../src/store/snapshots.js';
import { readSampleFrame, saveCounts } from '../src/store/tallies.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import type { ActivityDeps } from './deps.js';
import { addNewTasks } from './new-tasks.js';

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
      const before = parent?.releaseId ?? null;
      const earlier = await publishedBefore(db, opened, before);
      const cells = buildCells(counts, taxonomy, decideDisclosure(counts, taxonomy, definition.disclosure, earlier));
      await saveCells(db, opened, cells);
      const rules = definition.disclosure;
      const filling = { ...run, snapshotId: opened, sampleId, rules, before };
      const newTasks = await addNewTasks(db, filling, { counts, cells, taxonomy });
      const frozen = await freezeSnapshot(db, opened, {
        contentHash: snapshotHash(counts, cells, newTasks),
        labelFigures: await labelFiguresOf(db, run.labellerId),
        frozenAt: now(),
      });
      const published = cells.filter((cell) => cell.status === 'published').length;
      await advanceRun(
        db,
        runId,
        'aggregate',
        {
          tallies: counts.tallies.length,
          cells: cells.length,
          published,
          newTasks: newTasks.length,
          vintage: frozen.vintage,
        },
        { snapshotId: frozen.snapshotId },
      );
      return { snapshotId: frozen.snapshotId };
    },
  };
}

/** What is known of the labeller that a run uses. */
async function labelFiguresOf(db: Database, labellerId: number): Promise<LabelFigures | null> {
  const [identity, measured] = await Promise.all([
    readLabellerIdentity(db, labellerId),
    readEvaluation(db, labellerId),
  ]);
  return figuresOf(identity, measured, shippedFigures());
}
