import { methodParts } from '../src/measures/method.js';
import { recordIndexVersion } from '../src/store/indices.js';
import { recordLabeller, recordMethod } from '../src/store/methods.js';
import { readRelease } from '../src/store/releases.js';
import { failRun, finishRun, nextAttempt, openRun } from '../src/store/runs.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import { type ActivityDeps, definitionOf } from './deps.js';

/** Opening and closing a run: what it is made from is fixed here, once. */
export function createRunActivities({ db, config, labellers, now }: ActivityDeps) {
  return {
    async openRun(input: OpenRunInput) {
      const definition = definitionOf(config, input.index);
      const version = await recordIndexVersion(db, input.index, definition);
      const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, definition.taxonomy);
      const { identity } = await labellers.get(definition.labeller, taxonomy);
      const parts = methodParts(definition, identity, taxonomy.contentHash);
      const method = await recordMethod(db, parts);
      const labellerId = await recordLabeller(db, identity, taxonomyId);
      const run = await openRun(db, {
        key: `${input.index}/${input.period}/${input.attempt}`,
        indexVersionId: version.indexVersionId,
        period: input.period,
        attempt: input.attempt,
        methodId: method.methodId,
        labellerId,
        seed: definition.seed,
        reason: input.reason,
        workflowId: input.workflowId,
      });
      const { shardsInFlight, shardsPerExecution } = config;
      return { runId: run.id, shardsInFlight, shardsPerExecution };
    },

    /** The number of the run that a schedule is to start; null where the period is released already. */
    async scheduleRun({ index, period }: { index: string; period: string }): Promise<number | null> {
      const released = await readRelease(db, index, period);
      return released ? null : nextAttempt(db, index, period);
    },

    async finishRun(input: { runId: number; status: 'finished' | 'dry_run' }) {
      await finishRun(db, input.runId, input.status, now());
    },

    async failRun(input: { runId: number; failure: string }) {
      await failRun(db, input.runId, input.failure, now());
    },
  };
}

export interface OpenRunInput {
  readonly index: string;
  readonly period: string;
  readonly attempt: number;
  readonly reason: string | null;
  readonly workflowId: string;
}
