import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { builtWorkflows } from '../../activities/bundle.js';
import { logOnly } from '../../activities/worker.js';
import { dataConverter } from './payload-codec.js';

/** Replays a history against the workflows of this build. @returns where it departs from them; nothing where it does not */
export async function replayHistory(history: History): Promise<readonly string[]> {
  logOnly('ERROR');
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? undefined;
  try {
    await Worker.runReplayHistory(
      { workflowBundle: builtWorkflows({ traced: false, encrypted: false }), dataConverter: dataConverter() },
      history,
      workflowId,
    );
    return [];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DeterminismViolationError') throw error;
    return [`${workflowId}: ${error.message}`];
  }
}
