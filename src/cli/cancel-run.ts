import { type Client, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { UserError } from '../errors.js';
import { failRun, findRun, nextAttempt, recordDecision } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import type { Context } from './context.js';
import { noSuchRun } from './lookups.js';
import { printRecord } from './output.js';
import { withWorker } from './with-worker.js';

export interface CancelOptions {
  readonly why: string;
  readonly who: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Ends a run wherever it is. What it has published or mailed by then stays; what it has labelled is kept for the next run. */
export async function cancelRun(context: Context, key: string, options: CancelOptions): Promise<void> {
  const { db } = context;
  const run = await findRun(db, key);
  if (!run) throw await noSuchRun(db, key);
  if (run.finishedAt !== null)
    throw new UserError(`${run.key} has ended: it is ${run.status}.`, 'npx tidemark runs list');
  const facts = { run: run.key, status: run.status, stage: run.stage };
  if (options.dryRun) return printRecord({ ...facts, would: 'cancel' }, options);
  const decision = { action: 'cancel', who: options.who, why: options.why, publishAt: null };
  await recordDecision(db, run.id, decision, new Date());
  await withWorker(context, () => endOnServer(context, run));
  const ended = await findRun(db, run.key);
  // A run that the server has forgotten has nobody else to say that it is over.
  if (ended?.finishedAt === null) await failRun(db, run.id, 'cancelled', 'Nothing ran it any more.', new Date());
  const { status, release } = (await findRun(db, run.key)) ?? run;
  printRecord({ run: run.key, status, release }, options);
}

interface StoredRun {
  readonly workflowId: string;
  readonly key: string;
  readonly period: string;
  readonly attempt: number;
}

/** Cancels the run's workflow and waits until it has ended. A later run of the period has the same name: it is let alone. */
async function endOnServer({ db, config, temporalAddress }: Context, run: StoredRun): Promise<void> {
  const [index = ''] = run.key.split('/');
  if ((await nextAttempt(db, index, run.period)) !== run.attempt + 1) return;
  await withClient({ address: temporalAddress, namespace: config.temporal.namespace }, (client) =>
    cancelWorkflow(client, run.workflowId),
  );
}

async function cancelWorkflow(client: Client, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    await handle.cancel();
    await handle.result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError || error instanceof WorkflowNotFoundError)) throw error;
  }
}
