import { type Config, type IndexDefinition, publicationOf } from '../src/config.js';
import { methodParts } from '../src/measures/method.js';
import { recordIndexVersion } from '../src/store/indices.js';
import { quarantineUnlabelled } from '../src/store/labels.js';
import { recordLabeller, recordMethod } from '../src/store/methods.js';
import { readRelease } from '../src/store/releases.js';
import {
  type FailedStatus,
  failRun,
  finishRun,
  markRun,
  nextAttempt,
  openRun,
  readRun,
  recordDecision,
  type WaitingStatus,
} from '../src/store/runs.js';
import { loadTaxonomy } from '../src/store/taxonomies.js';
import type { Decision } from '../workflows/desk.js';
import type { Changes, Rerun } from '../workflows/release.js';
import { type ActivityDeps, definitionOf } from './deps.js';

/** Shards that one execution takes where each is bought as a batch: a day's looks at so many keep its history short. */
const SHARDS_OF_BATCHES = 100;

/** Opening and closing a run: what it is made from is fixed here, once. */
export function createRunActivities(deps: ActivityDeps) {
  const { db, now } = deps;
  return {
    openRun: (input: OpenRunInput) => open(deps, input),

    /** The number of the run that a schedule is to start; null where the period is released already. */
    async scheduleRun({ index, period }: { index: string; period: string }): Promise<number | null> {
      const released = await readRelease(db, index, period);
      return released ? null : nextAttempt(db, index, period);
    },

    async finishRun(input: { runId: number; status: 'finished' | 'dry_run' }) {
      await finishRun(db, input.runId, input.status, now());
    },

    async failRun({ runId, status, failure }: { runId: number; status: FailedStatus; failure: string }) {
      await failRun(db, runId, status, failure, now());
    },

    /** Shows what a run waits for, or that it goes on. */
    async markRun({ runId, status, reason }: { runId: number; status: WaitingStatus; reason: string | null }) {
      await markRun(db, runId, status, reason);
    },

    /** Keeps what somebody decided, for good. `at` is the workflow's own time, the same at every attempt. */
    async recordDecision({ runId, decision, at }: { runId: number; decision: Decision; at: string }) {
      await recordDecision(db, runId, decision, new Date(at));
    },

    /** Gives up on what could not be labelled: it is counted as not classified. */
    async skipUnlabelled({ runId }: { runId: number }) {
      const run = await readRun(db, runId);
      if (run.sampleId !== null) await quarantineUnlabelled(db, run.sampleId, run.labellerId);
    },
  };
}

/** Records a run with what it is made from. @returns its number, and what its workflow needs to know of the configuration */
async function open({ db, config, labellers }: ActivityDeps, input: OpenRunInput) {
  const parent = input.rerun ? await readRun(db, input.rerun.runId) : null;
  const definition = parent
    ? changed(parent.definition, input.rerun?.changes ?? {})
    : definitionOf(config, input.index);
  const version = await recordIndexVersion(db, input.index, definition);
  const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, definition.taxonomy);
  const { identity } = await labellers.get(definition.labeller, taxonomy);
  const method = await recordMethod(db, methodParts(definition, identity, taxonomy.contentHash));
  const run = await openRun(db, {
    key: `${input.index}/${input.period}/${input.attempt}`,
    indexVersionId: version.indexVersionId,
    period: input.period,
    attempt: input.attempt,
    methodId: method.methodId,
    labellerId: await recordLabeller(db, identity, taxonomyId),
    seed: definition.seed,
    reason: input.reason,
    workflowId: input.workflowId,
    parentId: parent?.id ?? null,
    // Only another seed draws another sample of the conversations as they were known then.
    sampleId: parent && parent.seed === definition.seed ? parent.sampleId : null,
  });
  const { approval } = publicationOf(config, input.index);
  const { labelTaskQueue, searchAttributes: searchable } = config.temporal;
  return { runId: run.id, ...shardLimits(config, definition.labeller), labelTaskQueue, searchable, approval };
}

/** An index's definition with what a rerun changes of it. */
function changed(definition: IndexDefinition, { labeller, seed, ...floors }: Changes): IndexDefinition {
  return {
    ...definition,
    labeller: labeller ?? definition.labeller,
    seed: seed ?? definition.seed,
    disclosure: { ...definition.disclosure, ...floors },
  };
}

/** Batches take hours: all shards of an execution wait at the same time, and each look at one is in its history. */
function shardLimits({ shardsInFlight, shardsPerExecution, anthropic }: Config, labeller: string) {
  if (labeller !== 'anthropic' || anthropic?.transport !== 'batches') return { shardsInFlight, shardsPerExecution };
  const shards = Math.min(shardsPerExecution, SHARDS_OF_BATCHES);
  return { shardsInFlight: shards, shardsPerExecution: shards };
}

export interface OpenRunInput {
  readonly index: string;
  readonly period: string;
  readonly attempt: number;
  readonly reason: string | null;
  readonly workflowId: string;
  readonly rerun?: Rerun;
}
