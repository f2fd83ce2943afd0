import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { ReleaseInput } from '../../workflows/release.js';
import { UserError } from '../errors.js';
import { encrypts } from './payload-codec.js';

/** One execution of a run on the Temporal server. A reset makes another one of the same run. */
export interface Execution {
  readonly workflowId: string;
  /** Temporal's own id of the execution. */
  readonly executionId: string;
  readonly status: string;
  readonly history: History;
}

/** What of a stored run tells its executions from those of other runs of the same period. */
interface RunIdentity {
  readonly workflowId: string;
  readonly attempt: number;
  readonly key: string;
}

/** The newest execution of a run. @throws UserError where the server has forgotten it */
export async function findExecution(client: Client, run: RunIdentity): Promise<Execution> {
  const executions = client.workflow.list({ query: `WorkflowId = '${run.workflowId.replaceAll("'", "''")}'` });
  const found: (Execution & { readonly startTime: Date })[] = [];
  for await (const { runId: executionId, status, startTime } of executions) {
    const history = await fetchHistory(client, run.workflowId, executionId);
    if (history && (await attemptOf(client, history)) === run.attempt)
      found.push({ workflowId: run.workflowId, executionId, status: status.name, history, startTime });
  }
  const [newest] = found.sort((a, b) => b.startTime.getTime() - a.startTime.getTime());
  if (newest) return newest;
  throw new UserError(
    `The Temporal server knows nothing of ${run.key} any more: its history was kept for a limited time.`,
    `npx tidemark replay rerun ${run.key}`,
  );
}

async function fetchHistory(client: Client, workflowId: string, executionId: string): Promise<History | null> {
  try {
    return await client.workflow.getHandle(workflowId, executionId).fetchHistory();
  } catch (error) {
    // The list may still name what has been removed.
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function attemptOf(client: Client, history: History): Promise<number | null> {
  const payloads = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  const { attempt } = Object(input) as Partial<ReleaseInput>;
  return attempt ?? null;
}

/** The histories of the labelling that a run had done, by the id of its workflow: one an execution. */
export async function labellingHistories(client: Client, workflowId: string): Promise<History[]> {
  const histories: History[] = [];
  const query = `WorkflowId = '${workflowId.replaceAll("'", "''")}'`;
  for await (const { runId: executionId } of client.workflow.list({ query })) {
    const history = await fetchHistory(client, workflowId, executionId);
    if (history) histories.push(history);
  }
  return histories;
}

/** What begins a stage in a history. `label` begins with a child workflow. */
const BEGINNINGS = {
  sample: 'drawSample',
  label: 'labelShards',
  aggregate: 'aggregateSnapshot',
  compare: 'compareSnapshots',
  review: 'checkSnapshot',
  publish: 'publishRelease',
  notify: 'queueDigests',
} as const;

export type ResettableStage = keyof typeof BEGINNINGS;
export const RESETTABLE = Object.keys(BEGINNINGS) as readonly ResettableStage[];

type HistoryEvent = NonNullable<History['events']>[number];
/** The number of an event, as the server writes it. */
export type EventId = NonNullable<HistoryEvent['eventId']>;

/** The stages that a history has begun, each with the workflow task after which it began. */
export function stagesBegun(history: History): ReadonlyMap<ResettableStage, EventId> {
  const begun = new Map<ResettableStage, EventId>();
  for (const event of history.events ?? []) {
    const activity = event.activityTaskScheduledEventAttributes;
    const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
    const name = activity?.activityType?.name ?? child?.workflowType?.name;
    const stage = RESETTABLE.find((one) => BEGINNINGS[one] === name);
    const task = activity?.workflowTaskCompletedEventId ?? child?.workflowTaskCompletedEventId;
    if (stage !== undefined && task && !begun.has(stage)) begun.set(stage, task);
  }
  return begun;
}

/**
 * Ends an execution, and its labelling, if they are still open: what is begun again under the same names must not find
 * them. The run goes first, or it would see its labelling end and ask an operator what to do.
 */
export async function endExecution(client: Client, execution: Execution, labelling: string): Promise<void> {
  for (const handle of [
    client.workflow.getHandle(execution.workflowId, execution.executionId),
    client.workflow.getHandle(labelling),
  ])
    await handle.terminate('reset').catch((error) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}

/**
 * Takes a run back to where a stage began: a new execution that has the history up to there, and does everything after it
 * again. @returns the new execution's id
 */
export async function resetExecution(
  client: Client,
  { workflowId, executionId }: Execution,
  workflowTask: EventId,
  reason: string,
): Promise<string> {
  const response = await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId: executionId },
    // The server keeps it as it is.
    reason: encrypts() ? 'reset' : reason,
    workflowTaskFinishEventId: workflowTask,
    // The same request twice makes one execution.
    requestId: `${executionId}-${workflowTask}`,
  });
  return response.runId;
}
