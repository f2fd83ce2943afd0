import { type Client, WorkflowNotFoundError } from '@temporalio/client';

/** Has the activities of some workflows that wait to be tried again tried at once. @returns how many there were */
export async function wakeActivities(client: Client, workflowIds: readonly string[]): Promise<number> {
  let woken = 0;
  for (const workflowId of workflowIds) {
    for (const id of await waitingActivities(client, workflowId)) {
      await client.workflowService.resetActivity({
        namespace: client.options.namespace,
        execution: { workflowId },
        id,
        identity: client.options.identity,
      });
      woken += 1;
    }
  }
  return woken;
}

/** The ids of activities that have failed and wait for their next attempt. */
async function waitingActivities(client: Client, workflowId: string): Promise<string[]> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    return (raw.pendingActivities ?? [])
      .filter(({ attempt, lastFailure }) => (attempt ?? 0) > 1 && lastFailure)
      .flatMap(({ activityId }) => activityId ?? []);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}
