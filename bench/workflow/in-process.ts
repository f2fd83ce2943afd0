import { asyncLocalStorage, Context } from '@temporalio/activity';
import { noopMetricMeter } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { type ActivityDeps, createActivities } from '../../activities/index.js';
import type { Progress } from '../../src/cli/output.js';
import { INDEX, PERIOD } from './world.js';

/** A release by calling its stages one after the other in this process, as many shards at a time as a worker labels. */
export function releaseInProcess(deps: ActivityDeps, shown: Progress): Promise<void> {
  return asyncLocalStorage.run(inActivity(), () => callStages(deps, shown));
}

async function callStages(deps: ActivityDeps, shown: Progress): Promise<void> {
  const stages = createActivities(deps);
  const input = { index: INDEX, period: PERIOD, attempt: 1, reason: null, workflowId: 'in process' };
  const { runId } = await stages.openRun(input);
  const { shards } = await stages.drawSample({ runId });
  let [next, labelled] = [0, 0];
  const lane = async () => {
    while (next < shards) {
      const shard = next;
      next += 1;
      labelled += (await stages.labelShard({ runId, shard })).labelled;
      shown.update(labelled);
    }
  };
  await Promise.all(Array.from({ length: deps.config.worker.maxConcurrentShards }, lane));
  await stages.aggregateSnapshot({ runId });
  await stages.compareSnapshots({ runId });
  await stages.checkSnapshot({ runId });
  await stages.publishRelease({ runId });
  await stages.queueDigests({ runId });
  await stages.finishRun({ runId, status: 'finished' });
}

/** Activities ask where they are, to be cancelled and to say how far they have come: here nobody cancels, and nobody asks. */
function inActivity(): Context {
  const info = {
    taskToken: new Uint8Array(),
    base64TaskToken: '',
    activityId: '1',
    activityType: 'bench',
    activityNamespace: 'default',
    namespace: 'default',
    taskQueue: 'bench',
    attempt: 1,
    isLocal: false,
    inWorkflow: false,
    scheduledTimestampMs: 0,
    currentAttemptScheduledTimestampMs: 0,
    scheduleToCloseTimeoutMs: 0,
    startToCloseTimeoutMs: 0,
    heartbeatDetails: undefined,
  };
  const never = new Promise<never>(() => undefined);
  const { signal } = new AbortController();
  return new Context(info, never, signal, () => undefined, undefined, new DefaultLogger('ERROR'), noopMetricMeter, {});
}
