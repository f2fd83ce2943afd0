import type { Client, WorkflowHandle } from '@temporalio/client';
import type { ActivityDeps } from '../../activities/index.js';
import { startWorker } from '../../activities/worker.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease } from '../../src/temporal/releases.js';
import { countEvents } from '../events.js';
import { INDEX, PERIOD } from './world.js';

export interface WorkflowRun {
  readonly seconds: number;
  /** Events of the run and of its labelling. */
  readonly events: number;
  /** From the moment a stage was asked for until it had ended. */
  readonly stages: Readonly<Record<string, number>>;
}

/** A release by the workflow, with a worker in this process that is running already when it is asked for. */
export async function releaseOnTemporal(deps: ActivityDeps, address: string): Promise<WorkflowRun> {
  const worker = await startWorker(deps, address, { log: 'ERROR' });
  try {
    return await withClient({ address, namespace: deps.config.temporal.namespace }, async (client) => {
      const began = performance.now();
      const input = { index: INDEX, period: PERIOD, attempt: 1, reason: null, dryRun: false };
      const { handle } = await startRelease(client, deps.config.temporal.taskQueue, input);
      await handle.result();
      const seconds = (performance.now() - began) / 1000;
      const events = await eventsOf(client, handle.workflowId);
      return { seconds, events, stages: await stagesOf(handle) };
    });
  } finally {
    await worker.stop();
  }
}

async function eventsOf(client: Client, workflowId: string): Promise<number> {
  return (await countEvents(client, workflowId)) + (await countEvents(client, `${workflowId}/label/1`));
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
