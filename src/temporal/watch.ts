import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import type { ReleaseProgress } from '../../workflows/progress.js';
import { askProgress } from './releases.js';

/** An activity that has failed and is tried again. */
export interface Retrying {
  readonly activity: string;
  readonly attempt: number;
  readonly reason: string;
}

/** What the server and a worker tell of a run under way. */
export interface RunView {
  readonly open: boolean;
  /** Null where no worker answers. */
  readonly progress: ReleaseProgress | null;
  /** Activities that are under way or wait: while a run labels, its shards in flight. */
  readonly inFlight: number;
  readonly retrying: readonly Retrying[];
}

/** Looks at a run, and at the workflow that labels for it. A worker has three seconds to answer. */
export async function lookAtRun(client: Client, workflowId: string, labelling: string): Promise<RunView> {
  const handle = client.workflow.getHandle(workflowId);
  const [run, child] = [await activitiesOf(client, workflowId), await activitiesOf(client, labelling)];
  const progress = await client
    .withDeadline(Date.now() + 3000, () => askProgress(client, handle))
    .catch((): null => null);
  const activities = [...run.activities, ...child.activities];
  return { open: run.open, progress, inFlight: activities.length, retrying: activities.filter(isRetrying) };
}

function isRetrying({ attempt, reason }: Retrying): boolean {
  return attempt > 1 && reason !== '';
}

async function activitiesOf(client: Client, workflowId: string): Promise<{ open: boolean; activities: Retrying[] }> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    const pending = (raw.pendingActivities ?? []).map(async ({ activityType, attempt, lastFailure }) => ({
      activity: activityType?.name ?? '',
      attempt: attempt ?? 1,
      reason:
        (await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, lastFailure))?.message ?? '',
    }));
    return { open: status.name === 'RUNNING', activities: await Promise.all(pending) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { open: false, activities: [] };
    throw error;
  }
}
