import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowFailedError } from '@temporalio/client';
import { withClient } from '../../src/temporal/connection.js';
import { decide, startRelease, watchRelease } from '../../src/temporal/releases.js';
import type { monthlyRelease, ReleaseInput } from '../../workflows/release.js';

/** What is still broken when it has been tried again so often stays so. */
const MAX_RESUMED = 2;

/** A server that answers nothing for so long will not come back. */
const PATIENCE = 600_000;

/**
 * Starts a release and follows it to its end over servers that come and go, as an operator would: where it waits for one,
 * it is told to go on. @returns how often. @throws when it fails, or when a server stays away
 */
export async function runToItsEnd(address: string, taskQueue: string, input: ReleaseInput): Promise<number> {
  const at = { address, namespace: 'default' };
  const workflowId = await untilAnswered(() =>
    withClient(at, async (client) => (await startRelease(client, taskQueue, input)).handle.workflowId),
  );
  let resumed = 0;
  while (await untilAnswered(() => withClient(at, (client) => waits(client, workflowId)))) {
    resumed += 1;
    if (resumed > MAX_RESUMED) throw new Error(`The run of ${input.period} waits for an operator again and again.`);
    await untilAnswered(() => withClient(at, (client) => decide(client, workflowId, GO_ON)));
  }
  return resumed;
}

const GO_ON = { action: 'resume', who: 'bench', why: 'trial', publishAt: null } as const;

/** Follows a run until it ends, or waits for an operator: then true. */
async function waits(client: Client, workflowId: string): Promise<boolean> {
  const handle = client.workflow.getHandle<typeof monthlyRelease>(workflowId);
  return (await watchRelease(client, handle, () => undefined)).waiting !== null;
}

/** Tries again while the server is down. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof WorkflowFailedError || performance.now() > deadline) throw error;
      await pause(200);
    }
  }
}
