import { DataError } from '../src/errors.js';
import { parsePeriod, periodBounds } from '../src/period.js';
import type { Database } from '../src/store/database.js';
import { advanceRun, type RunRow, readRun } from '../src/store/runs.js';
import {
  batchOf,
  currentBatch,
  drawSample,
  importedMonths,
  readSample,
  type SampleRequest,
} from '../src/store/samples.js';
import type { ActivityDeps } from './deps.js';

/** Stage `sample`: draws the run's sample, or finds it where an earlier attempt drew it. */
export function createSampleActivities({ db, config }: ActivityDeps) {
  return {
    async drawSample({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      if (run.sampleId !== null) return readSample(db, run.sampleId);
      const batchId = run.parentId === null ? await currentBatch(db) : await batchOf(db, run.parentId);
      if (batchId === null) throw new DataError('Nothing has been imported yet. Next: npx tidemark import FILE');
      const { definition } = run;
      const sample = await drawSample(db, sampleRequest(run, batchId, config.shardSize));
      if (sample.drawn === 0) throw await emptyPeriod(db, run.period, definition.timeZone);
      const counts = { frame: sample.frameSize, drawn: sample.drawn, shards: sample.shards };
      await advanceRun(db, runId, 'sample', counts, { sampleId: sample.id });
      return sample;
    },
  };
}

/** What is drawn for a run, from what was imported up to a batch. */
export function sampleRequest(
  run: Pick<RunRow, 'indexVersionId' | 'period' | 'seed' | 'definition'>,
  batchId: number,
  shardSize: number,
): SampleRequest {
  const { indexVersionId, period, seed, definition } = run;
  const { sources, sampling, exclusions, timeZone } = definition;
  const bounds = periodBounds(parsePeriod(period), timeZone);
  return { indexVersionId, period, bounds, sources, seed, batchId, sampling, exclusions, shardSize };
}

async function emptyPeriod(db: Database, period: string, timeZone: string): Promise<DataError> {
  const months = await importedMonths(db, timeZone, 12);
  return new DataError(`There are no conversations to sample in ${period}.`, [
    `Conversations were imported of: ${months.join(', ')}`,
  ]);
}
