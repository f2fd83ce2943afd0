import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ActivityDeps } from '../../activities/index.js';
import { startWorker } from '../../activities/worker.js';
import type { Progress } from '../../src/cli/output.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease } from '../../src/temporal/releases.js';
import { countEvents } from '../events.js';
import { measureUse, type Use } from './use.js';
import { INDEX, PERIOD } from './world.js';

export interface WorkflowRun {
  readonly use: Use;
  /** Events of the run and of its labelling. */
  readonly events: number;
  /** From the moment a stage was asked for until it had ended. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Between two looks at how much has been labelled, in milliseconds: rare enough to cost nothing. */
const PAUSE = 2000;

/** A release by the workflow, with a worker in this process that is running already when it is asked for. */
export async function releaseOnTemporal(deps: ActivityDeps, address: string, shown: Progress): Promise<WorkflowRun> {
  const worker = await startWorker(deps, address, { log: 'ERROR' });
  try {
    return await withClient({ address, namespace: deps.config.temporal.namespace }, async (client) => {
      const [handle, use] = await measureUse(async () => {
        const input = { index: INDEX, period: PERIOD, attempt: 1, reason: null, dryRun: false };
        const { handle } = await startRelease(client, deps.config.temporal.taskQueue, input);
        const timer = setInterval(() => showLabelled(client, labellingOf(handle.workflowId), shown), PAUSE);
        await handle.result().finally(() => clearInterval(timer));
        return handle;
      });
      return { use, events: await eventsOf(client, handle.workflowId), stages: await stagesOf(handle) };
    });
  } finally {
    await worker.stop();
  }
}

const labellingOf = (workflowId: string) => `${workflowId}/label/1`;

/** A workflow that does not run yet, or not any more, has nothing to tell. */
function showLabelled(client: Client, workflowId: string, shown: Progress): void {
  client.workflow
    .getHandle(workflowId)
    .query<number>('labelled')
    .then(shown.update, () => undefined);
}

async function eventsOf(client: Client, workflowId: string): Promise<number> {
  return (await countEvents(client, workflowId)) + (await countEvents(client, labellingOf(workflowId)));
}

/** Seconds by activity, from its being scheduled to its end, and of the workflow that labels. */
async function stagesOf(handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<Record<string, number>> {
  const { events } = await handle.fetchHistory();
  const names = new Map<string, { readonly name: string; readonly at: number }>();
  const seconds: Record<string, number> = {};
  for (const event of events ?? []) {
    const at = Number(event.eventTime?.seconds ?? 0) + Number(event.eventTime?.nanos ?? 0) / 1e9;
    const asked =
      event.activityTaskScheduledEventAttributes?.activityType?.name ??
      event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name;
    if (asked) names.set(String(event.eventId), { name: asked, at });
    const ended =
      event.activityTaskCompletedEventAttributes?.scheduledEventId ??
      event.childWorkflowExecutionCompletedEventAttributes?.initiatedEventId;
    const begun = names.get(String(ended));
    if (begun) seconds[begun.name] = Math.round(1000 * (at - begun.at)) / 1000;
  }
  return seconds;
}
