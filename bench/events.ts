import type { Client } from '@temporalio/client';

/** Events in the history of a workflow, over all executions that it has continued as new in. */
export async function countEvents(client: Client, workflowId: string): Promise<number> {
  let events = 0;
  for (let runId: string | undefined, first = true; first || runId; first = false) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const description = await handle.describe();
    events += description.historyLength;
    runId = await continuedFrom(client, workflowId, description.runId);
  }
  return events;
}

/** The execution before this one; undefined for the first. */
async function continuedFrom(client: Client, workflowId: string, runId: string): Promise<string | undefined> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  return history?.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
}
