import {
  ActivityFailure,
  CancellationScope,
  defineQuery,
  executeChild,
  log,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { type LabelShardsInput, labelShards } from './label-shards.js';

/** What a release run is asked to do. `attempt` counts the runs of one index and period from 1. */
export interface ReleaseInput {
  readonly index: string;
  readonly period: string;
  readonly attempt: number;
  /** Why a correction is made, where the period has been published before. */
  readonly reason: string | null;
  /** Stop before anything is published or mailed. */
  readonly dryRun: boolean;
}

export interface ReleaseProgress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number | null;
  /** The workflow that labels, which can tell how far it is: its shards are none of this history's business. */
  readonly labelling: string | null;
}

export interface ReleaseResult {
  readonly runId: number;
  readonly release: string | null;
  readonly folder: string | null;
  readonly mailed: number;
}

export const STAGES = ['open', 'sample', 'label', 'aggregate', 'compare', 'publish', 'notify', 'done'] as const;
export type Stage = (typeof STAGES)[number];

/** How far a run has come: the stage, and conversations labelled or mails sent within it. */
export const progressQuery = defineQuery<ReleaseProgress>('progress');

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 12 } as const;
const quick = proxyActivities<Activities>({ startToCloseTimeout: '1m', heartbeatTimeout: '10s', retry });
const mail = proxyActivities<Activities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { ...retry, maximumAttempts: 5 },
});
const long = proxyActivities<Activities>({ startToCloseTimeout: '1h', heartbeatTimeout: '10s', retry });

/**
 * One release of one index: sample, label, aggregate, compare, publish, notify. Only ids and counts travel; every
 * stage finds what an earlier attempt of it left, so it can be retried, reset or run again.
 */
export async function monthlyRelease(input: ReleaseInput): Promise<ReleaseResult> {
  let progress: ReleaseProgress = { stage: 'open', done: 0, total: null, labelling: null };
  setHandler(progressQuery, () => progress);
  const enter = (stage: Stage, total: number | null = null) => {
    progress = { stage, done: 0, total, labelling: null };
    log.info(`stage ${stage}`, { index: input.index, period: input.period });
  };
  const advance = (done: number) => {
    progress = { ...progress, done };
  };

  const run = await quick.openRun({ ...input, workflowId: workflowInfo().workflowId });
  try {
    enter('sample');
    const sample = await long.drawSample(run);
    enter('label', sample.drawn);
    const labelling = `${workflowInfo().workflowId}/label/${run.runId}`;
    progress = { ...progress, labelling };
    const { runId, shardsInFlight: inFlight, shardsPerExecution: perExecution } = run;
    await labelAll(labelling, { runId, next: 0, shards: sample.shards, inFlight, perExecution, done: 0 });
    advance(sample.drawn);
    enter('aggregate');
    await long.aggregateSnapshot(run);
    enter('compare');
    await long.compareSnapshots(run);
    const result = input.dryRun ? await nothingPublished(run.runId) : await publishAndNotify(run.runId, enter, advance);
    enter('done');
    return result;
  } catch (error) {
    await CancellationScope.nonCancellable(() => quick.failRun({ runId: run.runId, failure: rootMessage(error) }));
    throw error;
  }
}

async function labelAll(workflowId: string, input: LabelShardsInput): Promise<void> {
  await executeChild(labelShards, {
    args: [input],
    workflowId,
    parentClosePolicy: ParentClosePolicy.TERMINATE,
  });
}

async function nothingPublished(runId: number): Promise<ReleaseResult> {
  await quick.finishRun({ runId, status: 'dry_run' });
  return { runId, release: null, folder: null, mailed: 0 };
}

async function publishAndNotify(
  runId: number,
  enter: (stage: Stage, total?: number | null) => void,
  advance: (done: number) => void,
): Promise<ReleaseResult> {
  enter('publish');
  const published = await long.publishRelease({ runId });
  const queue = await quick.queueDigests({ runId });
  enter('notify', queue.length);
  let mailed = 0;
  for (const [position, outboxId] of queue.entries()) {
    if ((await deliver(outboxId)) === 'sent') mailed += 1;
    advance(position + 1);
  }
  await quick.finishRun({ runId, status: 'finished' });
  return { runId, release: published.release, folder: published.folder, mailed };
}

/** One subscriber who cannot be reached keeps no other from their mail: the outbox lists what was not sent. */
async function deliver(outboxId: number): Promise<string> {
  try {
    return await mail.deliverDigest({ outboxId });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    log.warn('a digest was not delivered', { outboxId, reason: rootMessage(error) });
    return 'failed';
  }
}

/** The innermost message: what an operator needs to read first. */
function rootMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
}
