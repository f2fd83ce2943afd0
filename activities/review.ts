import { runChecks } from '../src/review/checks.js';
import { readComparisonContent } from '../src/store/comparisons.js';
import { previousRelease } from '../src/store/releases.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { readCells } from '../src/store/snapshots.js';
import { readCounts } from '../src/store/tallies.js';
import type { ActivityDeps } from './deps.js';

/** Stage `review`: what a person should know before a release goes out. */
export function createReviewActivities({ db }: ActivityDeps) {
  return {
    async checkSnapshot({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      if (run.snapshotId === null) throw new Error(`Run ${run.key} has no snapshot.`);
      const [counts, cells] = await Promise.all([readCounts(db, run.snapshotId), readCells(db, run.snapshotId)]);
      const previous = await readPrevious(run);
      const checks = runChecks({ counts, cells, rules: run.definition.disclosure, previous });
      const failed = checks.filter(({ offenders }) => offenders.length > 0);
      await advanceRun(db, runId, 'review', Object.fromEntries(checks.map((one) => [one.check, one.offenders])));
      return { checks: checks.length, failed: failed.map(({ check }) => check) };
    },
  };

  async function readPrevious(run: Awaited<ReturnType<typeof readRun>>) {
    const earlier = await previousRelease(db, run.indexId, run.period);
    if (!earlier || run.comparisonId === null) return null;
    const { deltas, refusal } = await readComparisonContent(db, run.comparisonId);
    return { cells: await readCells(db, earlier.snapshotId), deltas, refusal };
  }
}
