import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import { rootMessage } from './stages.js';

export interface LabelShardsInput {
  readonly runId: number;
  /** The first shard that is not labelled yet. */
  readonly next: number;
  readonly shards: number;
  readonly inFlight: number;
  /** Shards that one execution takes before it continues as new. */
  readonly perExecution: number;
  /** Where shards are labelled; that of the workflow itself where a history is older than the other. */
  readonly labelTaskQueue: string | undefined;
  /** Conversations that have a label already. */
  readonly done: number;
  /** Shards that could not be labelled. */
  readonly failed: readonly number[];
}

/** Conversations that have a label so far. */
export const labelledQuery = defineQuery<number>('labelled');

/** What stays broken in so many shards is broken in all of them: the rest is not tried. */
const TOO_MANY_FAILED = 3;

/**
 * Labels the shards of a sample, a bounded number at a time, each in one activity that commits what it labelled. A shard
 * that stays broken keeps the others from nothing; at the end it is named.
 */
export async function labelShards(input: LabelShardsInput): Promise<void> {
  const { labelShard } = proxyActivities<Activities>({
    ...(input.labelTaskQueue === undefined ? {} : { taskQueue: input.labelTaskQueue }),
    startToCloseTimeout: '1h',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 12 },
  });
  const end = Math.min(input.shards, input.next + input.perExecution);
  let [next, done] = [input.next, input.done];
  const failed = [...input.failed];
  let last = '';
  setHandler(labelledQuery, () => done);
  const lane = async () => {
    while (next < end && failed.length < TOO_MANY_FAILED) {
      const shard = next;
      next += 1;
      try {
        done += await labelToTheEnd(labelShard, input.runId, shard);
      } catch (error) {
        if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
        failed.push(shard);
        last = rootMessage(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(input.inFlight, end - input.next) }, lane));
  if (failed.length > 0 && (end === input.shards || failed.length >= TOO_MANY_FAILED)) throw broken(failed, last);
  if (end < input.shards) await continueAsNew<typeof labelShards>({ ...input, next: end, done, failed });
}

/** Asks until the shard is labelled; while its labeller waits for somebody else, nobody waits in an activity. */
async function labelToTheEnd(labelShard: Activities['labelShard'], runId: number, shard: number): Promise<number> {
  for (let waits = 0; ; waits++) {
    const { labelled, known, again } = await labelShard({ runId, shard, waits });
    // Histories from before labellers could wait have no such field.
    if (typeof again !== 'number') return labelled + known;
    await sleep(Math.max(1, Math.ceil(again * 1000)));
  }
}

function broken(failed: readonly number[], reason: string): ApplicationFailure {
  const shards = [...failed].sort((a, b) => a - b).join(', ');
  return ApplicationFailure.nonRetryable(`Shards ${shards} cannot be labelled: ${reason}`, 'ShardsFailed', failed);
}
