import { hostname } from 'node:os';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Decision } from '../../workflows/desk.js';
import type { ReleaseProgress } from '../../workflows/progress.js';
import type { monthlyRelease, ReleaseInput, ReleaseResult } from '../../workflows/release.js';
import { releaseSummary } from '../../workflows/visible.js';
import { UserError } from '../errors.js';

/** A handle on a release run. */
export type ReleaseHandle = WorkflowHandle<typeof monthlyRelease>;

/** The id under which an index's period runs: one at a time, wherever it is started from. */
export function releaseWorkflowId(index: string, period: string): string {
  return `release/${index}/${period}`;
}

/** Starts a release run, or finds the one that is running. */
export async function startRelease(
  client: Client,
  taskQueue: string,
  input: ReleaseInput,
  workflowIdReusePolicy: WorkflowIdReusePolicy = WorkflowIdReusePolicy.ALLOW_DUPLICATE,
): Promise<{ handle: ReleaseHandle; started: boolean }> {
  const workflowId = releaseWorkflowId(input.index, input.period);
  try {
    const handle = await client.workflow.start<typeof monthlyRelease>('monthlyRelease', {
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: releaseSummary(input),
      workflowIdReusePolicy,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
    return { handle, started: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return { handle: client.workflow.getHandle<typeof monthlyRelease>(workflowId), started: false };
  }
}

/** Ends a run of this name that is still open; none is no matter. */
export async function terminateRelease(client: Client, index: string, period: string): Promise<void> {
  await client.workflow
    .getHandle(releaseWorkflowId(index, period))
    .terminate('started anew')
    .catch((error) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}

/** How following a run ended: with its result, or because it waits for a person. */
export type Followed =
  | { readonly result: ReleaseResult; readonly waiting: null }
  | { readonly result: null; readonly waiting: NonNullable<ReleaseProgress['waiting']> };

/** Follows a run until it ends or waits for a person, telling `onProgress` twice a second how far it is. */
export async function watchRelease(
  client: Client,
  handle: ReleaseHandle,
  onProgress: (progress: ReleaseProgress) => void,
): Promise<Followed> {
  let timer: NodeJS.Timeout | undefined;
  const parked = new Promise<Followed>((resolve) => {
    let asking = false;
    timer = setInterval(async () => {
      if (asking) return;
      asking = true;
      // A query that fails (the worker is starting, the run has just ended) is no news.
      const progress = await askProgress(client, handle).catch(() => null);
      asking = false;
      if (progress) onProgress(progress);
      if (progress?.waiting) resolve({ result: null, waiting: progress.waiting });
    }, 500);
  });
  try {
    return await Promise.race([parked, handle.result().then((result) => ({ result, waiting: null }))]);
  } finally {
    clearInterval(timer);
  }
}

/** Tells a waiting run what to do. @throws UserError when it does not wait for that, or does not run */
export async function decide(client: Client, workflowId: string, decision: Decision): Promise<ReleaseHandle> {
  const handle = client.workflow.getHandle<typeof monthlyRelease>(workflowId);
  try {
    await handle.executeUpdate<void, [Decision]>('decide', { args: [decision] });
    return handle;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw new UserError('The run has ended: there is nothing to decide.', 'npx tidemark runs list');
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
      throw new UserError(error.cause.message, 'npx tidemark runs list');
    throw error;
  }
}

/** What a run tells of itself, with how far its labelling is. */
export async function askProgress(client: Client, handle: WorkflowHandle): Promise<ReleaseProgress> {
  const progress = await handle.query<ReleaseProgress>('progress');
  if (progress.labelling === null) return progress;
  // Asked between the start of the run's stage and that of its child, there is nobody to answer yet.
  const labelled = await client.workflow
    .getHandle(progress.labelling)
    .query<number>('labelled')
    .catch(() => 0);
  return { ...progress, done: labelled };
}

/**
 * Whether some worker asked for work on `taskQueue` within the last minute. The server remembers workers that have ended
 * too: of those of this machine it is known which.
 */
export async function hasWorker(
  client: Client,
  namespace: string,
  taskQueue: string,
  work: 'release' | 'label' = 'release',
): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    // Only activities are asked for where shards are labelled.
    taskQueueType: work === 'label' ? 2 : 1,
  });
  const recent = Date.now() / 1000 - 60;
  return (pollers ?? []).some(
    ({ lastAccessTime, identity }) => Number(lastAccessTime?.seconds ?? 0) > recent && !hasEnded(identity ?? ''),
  );
}

/** Whether a worker is known to be gone: it calls itself `<process id>@<host>`, and one of our own we would not ask for. */
function hasEnded(identity: string): boolean {
  const [pid, host] = identity.split('@');
  if (host !== hostname() || !Number(pid)) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return Object(error).code === 'ESRCH';
  }
}
