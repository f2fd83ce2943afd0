import { continueAsNew, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';

export interface LabelShardsInput {
  readonly runId: number;
  /** The first shard that is not labelled yet. */
  readonly next: number;
  readonly shards: number;
  readonly inFlight: number;
  /** Shards that one execution takes before it continues as new. */
  readonly perExecution: number;
  /** Conversations that have a label already. */
  readonly done: number;
}

/** Conversations that have a label so far. */
export const labelledQuery = defineQuery<number>('labelled');

/** Labels the shards of a sample, a bounded number at a time, each in one activity that commits what it labelled. */
export async function labelShards(input: LabelShardsInput): Promise<void> {
  const { labelShard } = proxyActivities<Activities>({
    startToCloseTimeout: '1h',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 12 },
  });
  const end = Math.min(input.shards, input.next + input.perExecution);
  let [next, done] = [input.next, input.done];
  setHandler(labelledQuery, () => done);
  const lane = async () => {
    while (next < end) {
      const shard = next;
      next += 1;
      const { labelled, known } = await labelShard({ runId: input.runId, shard });
      done += labelled + known;
    }
  };
  await Promise.all(Array.from({ length: Math.min(input.inFlight, end - input.next) }, lane));
  if (end < input.shards) await continueAsNew<typeof labelShards>({ ...input, next: end, done });
}
