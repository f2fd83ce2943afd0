import {
  ActivityFailure,
  CancellationScope,
  executeChild,
  isCancellation,
  log,
  ParentClosePolicy,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { type Decision, type Desk, openDesk } from './desk.js';
import { type LabelShardsInput, labelShards } from './label-shards.js';
import { type Shown, showProgress } from './progress.js';
import { reviewRelease } from './review.js';
import { doStage, endingOf, isUnlabelled, rootMessage } from './stages.js';
import { labellingSummary } from './visible.js';

/** What a release run is asked to do. `attempt` counts the runs of one index and period from 1. */
export interface ReleaseInput {
  readonly index: string;
  readonly period: string;
  readonly attempt: number;
  /** Why a correction is made, where the period has been published before. */
  readonly reason: string | null;
  /** Stop before anything is published or mailed. */
  readonly dryRun: boolean;
  /** Where a run is made again from what went into it: nothing of it is published. */
  readonly rerun?: Rerun;
}

/** A run to be made again, and what is to be different. */
export interface Rerun {
  readonly runId: number;
  readonly changes: Changes;
}

/** What a rerun may change of an index's definition. */
export interface Changes {
  readonly labeller?: string;
  readonly seed?: string;
  readonly minConversations?: number;
  readonly minAccounts?: number;
  readonly dominance?: number;
}

export interface ReleaseResult {
  readonly runId: number;
  readonly release: string | null;
  readonly folder: string | null;
  readonly mailed: number;
}

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 12 } as const;
const quick = proxyActivities<Activities>({ startToCloseTimeout: '1m', heartbeatTimeout: '10s', retry });
const mail = proxyActivities<Activities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry,
});
const long = proxyActivities<Activities>({ startToCloseTimeout: '1h', heartbeatTimeout: '10s', retry });

/**
 * One release of one index: sample, label, aggregate, compare, review, publish, notify. Only ids and counts travel; every
 * stage finds what an earlier attempt of it left, so it can be retried, reset or run again.
 */
export async function monthlyRelease(input: ReleaseInput): Promise<ReleaseResult> {
  const shown = showProgress(input);
  const { enter, wait } = shown;
  const run = await quick.openRun({ ...input, workflowId: workflowInfo().workflowId });
  const { runId } = run;
  shown.list(run.searchable);
  const desk = openDesk({
    record: record(runId),
    show: async (state, reason) => {
      // Whoever is told that it waits finds it so in the database, too.
      if (state === null) wait(null, null);
      await quick.markRun({ runId, status: state ?? 'running', reason });
      if (state !== null) wait(state, reason);
    },
  });
  try {
    enter('sample');
    const sample = await doStage(desk, () => long.drawSample({ runId }));
    const labelling = `${workflowInfo().workflowId}/label/${runId}`;
    const { shardsInFlight: inFlight, shardsPerExecution: perExecution, labelTaskQueue } = run;
    const limits = { inFlight, perExecution, labelTaskQueue };
    const shards = { runId, next: 0, shards: sample.shards, ...limits, done: 0, failed: [] };
    const skipUnlabelled = () => quick.skipUnlabelled({ runId });
    const label = () => {
      enter('label', sample.drawn, labelling);
      const work = () => labelAll(labelling, shards, labellingSummary(input, sample));
      return doStage(desk, work, async (action) => action === 'skip' && skipUnlabelled());
    };
    await label();
    await aggregate({ runId, desk, shown, label, skipUnlabelled });
    enter('compare');
    await doStage(desk, () => long.compareSnapshots({ runId }));
    enter('review');
    const checks = await doStage(desk, () => long.checkSnapshot({ runId }));
    if (input.dryRun) return await endWithoutRelease(runId, shown);
    await reviewRelease(desk, run.approval, checks, record(runId));
    const result = await publishAndNotify(desk, runId, shown);
    return result;
  } catch (error) {
    const ending = { runId, status: endingOf(error), failure: rootMessage(error) };
    await CancellationScope.nonCancellable(() => quick.failRun(ending));
    shown.end(ending.status);
    throw error;
  }
}

/** Keeps a decision, with the workflow's own time: the same at every attempt. */
function record(runId: number): (decision: Decision) => Promise<void> {
  return (decision) => quick.recordDecision({ runId, decision, at: new Date().toISOString() });
}

interface Aggregation {
  readonly runId: number;
  readonly desk: Desk;
  readonly shown: Shown;
  label(): Promise<unknown>;
  skipUnlabelled(): Promise<unknown>;
}

/** Labels that were lost since they were made are made again, where somebody says so. */
async function aggregate({ runId, desk, shown: { enter }, label, skipUnlabelled }: Aggregation): Promise<void> {
  enter('aggregate');
  const work = () => long.aggregateSnapshot({ runId });
  await doStage(desk, work, async (action, error) => {
    if (!isUnlabelled(error)) return;
    await (action === 'skip' ? skipUnlabelled() : label());
    enter('aggregate');
  });
}

async function labelAll(workflowId: string, input: LabelShardsInput, staticSummary: string): Promise<void> {
  await executeChild(labelShards, {
    args: [input],
    workflowId,
    staticSummary,
    parentClosePolicy: ParentClosePolicy.TERMINATE,
  });
}

async function endWithoutRelease(runId: number, { end }: Shown): Promise<ReleaseResult> {
  await quick.finishRun({ runId, status: 'dry_run' });
  end('dry_run');
  return { runId, release: null, folder: null, mailed: 0 };
}

async function publishAndNotify(desk: Desk, runId: number, { enter, advance, end }: Shown): Promise<ReleaseResult> {
  enter('publish');
  const published = await doStage(desk, () => long.publishRelease({ runId }));
  const queue = await doStage(desk, () => quick.queueDigests({ runId }));
  enter('notify', queue.length);
  let mailed = 0;
  for (const [position, outboxId] of queue.entries()) {
    if ((await deliver(outboxId)) === 'sent') mailed += 1;
    advance(position + 1);
  }
  await quick.finishRun({ runId, status: 'finished' });
  enter('done');
  end('finished');
  return { runId, release: published.release, folder: published.folder, mailed };
}

/** One subscriber who cannot be reached keeps no other from their mail: the outbox lists what was not sent. */
async function deliver(outboxId: number): Promise<string> {
  try {
    return await mail.deliverDigest({ outboxId });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    log.warn('a digest was not delivered', { outboxId, reason: rootMessage(error) });
    return 'failed';
  }
}
