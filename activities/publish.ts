import { UserError } from '../src/errors.js';
import { writeRelease } from '../src/release/folder.js';
import { renderRelease } from '../src/release/render.js';
import { planRelease, recordRelease } from '../src/store/releases.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { releaseContent } from './content.js';
import type { ActivityDeps } from './deps.js';

/** Stage `publish`: renders the folder, moves it into place, and records the release. */
export function createPublishActivities({ db, snapshots, now }: ActivityDeps) {
  return {
    async publishRelease({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      const { indexId, period, snapshotId, comparisonId } = run;
      if (snapshotId === null) throw new Error(`Run ${run.key} has no snapshot.`);
      const plan = await planRelease(db, { indexId, period, snapshotId, comparisonId });
      if (plan.existing) {
        await advanceRun(
          db,
          runId,
          'publish',
          { release: plan.name, unchanged: true },
          { releaseId: plan.existing.id },
        );
        return { release: plan.name, folder: plan.existing.folder };
      }
      if (plan.correction > 0 && run.reason === null) {
        throw new UserError(
          `${period} is published already, and this run found other figures.`,
          `npx tidemark run ${period} --index ${run.index} --reason "why it is corrected"`,
        );
      }
      const content = await releaseContent(db, { name: plan.name, snapshotId, comparisonId, reason: run.reason });
      const files = await renderRelease(content);
      const { folder, publicHash } = await writeRelease(snapshots, run.index, plan.name, files);
      const releaseId = await recordRelease(db, {
        indexId,
        period,
        snapshotId,
        comparisonId,
        name: plan.name,
        correction: plan.correction,
        reason: run.reason,
        publicHash,
        folder,
        knownFrom: now(),
      });
      await advanceRun(db, runId, 'publish', { release: plan.name, files: files.size }, { releaseId });
      return { release: plan.name, folder };
    },
  };
}
