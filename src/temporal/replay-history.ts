import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { logOnly, workflowBundlePath } from '../../activities/worker.js';
import { dataConverter } from './payload-codec.js';

/** Replays a history against the workflows of this build. @returns where it departs from them; nothing where it does not */
export async function replayHistory(history: History): Promise<readonly string[]> {
  logOnly('ERROR');
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? undefined;
  try {
    await Worker.runReplayHistory(
      { workflowBundle: { codePath: workflowBundlePath() }, dataConverter: dataConverter() },
      history,
      workflowId,
    );
    return [];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DeterminismViolationError') throw error;
    return [`${workflowId}: ${error.message}`];
  }
}
