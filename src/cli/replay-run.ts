import { writeFile } from 'node:fs/promises';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DataError, UserError } from '../errors.js';
import { findRun, markRun, recordDecision } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import {
  endExecution,
  findExecution,
  labellingHistories,
  RESETTABLE,
  type ResettableStage,
  resetExecution,
  stagesBegun,
} from '../temporal/replay.js';
import { replayHistory } from '../temporal/replay-history.js';
import { wakeActivities } from '../temporal/wake.js';
import type { Context } from './context.js';
import { decideRun } from './decide-run.js';
import { noSuchRun } from './lookups.js';
import { note, printRecord } from './output.js';
import type { ReplayOptions } from './replay.js';
import { follow, report } from './run-release.js';
import { withWorker } from './with-worker.js';

export { rerunRun } from './rerun.js';

/** `replay debug`: the run's history, and that of its labelling, against the workflows of this build. */
export async function debugRun(context: Context, key: string, options: ReplayOptions): Promise<void> {
  const run = await requireRun(context, key);
  const { execution, labelling } = await onTemporal(context, async (client) => ({
    execution: await findExecution(client, run),
    labelling: await labellingHistories(client, `${run.workflowId}/label/${run.id}`),
  }));
  if (options.save) await writeFile(options.save, historyToJSON(execution.history));
  const events = execution.history.events?.length ?? 0;
  const facts = {
    run: run.key,
    execution: execution.executionId,
    status: execution.status,
    events,
    labelling: labelling.length,
  };
  if (options.dryRun) return printRecord({ ...facts, saved: options.save ?? null }, options);
  const departures: string[] = [];
  for (const history of [execution.history, ...labelling]) departures.push(...(await replayHistory(history)));
  printRecord({ ...facts, deterministic: departures.length === 0, departures }, options);
  if (departures.length > 0)
    throw new DataError(`${run.key} cannot go on with the workflows of this build.`, departures);
}

/** `replay resume`: a run that waits for an operator is told to go on; what waits to be tried again is tried at once. */
export async function resumeRun(context: Context, key: string, options: ReplayOptions): Promise<void> {
  const run = await requireRun(context, key);
  if (run.finishedAt !== null)
    throw new UserError(
      `${run.key} has ended: it is ${run.status}.`,
      `npx tidemark replay reset ${run.key} --from STAGE --why "..."`,
    );
  if (options.dryRun)
    return printRecord({ run: run.key, status: run.status, stuck: run.failure, would: 'resume' }, options);
  if (run.status === 'awaiting_operator') return decideRun(context, key, 'resume', options);
  if (run.status !== 'running')
    throw new UserError(`${run.key} is ${run.status}: it waits for a decision.`, `npx tidemark review show ${run.key}`);
  const followed = await withWorker(context, () =>
    onTemporal(context, async (client) => {
      const woken = await wakeActivities(client, [run.workflowId, `${run.workflowId}/label/${run.id}`]);
      note(`${run.key}: ${woken} activities are tried again at once.`);
      return follow(client, client.workflow.getHandle(run.workflowId));
    }),
  );
  report(run.key, followed, options);
}

/** `replay reset`: back to the beginning of a stage, and on from there. */
export async function resetRun(context: Context, key: string, options: ReplayOptions): Promise<void> {
  const stage = stageOf(options.from ?? '');
  const run = await requireRun(context, key);
  const followed = await withWorker(context, () =>
    onTemporal(context, async (client) => {
      const execution = await findExecution(client, run);
      const begun = stagesBegun(execution.history);
      const task = begun.get(stage);
      if (task === undefined)
        throw new UserError(
          `${run.key} never came to the stage ${stage}. It has begun ${[...begun.keys()].join(', ') || 'none'}.`,
          `npx tidemark replay reset ${run.key} --from ${[...begun.keys()].at(-1) ?? 'sample'} --why "..."`,
        );
      const facts = {
        run: run.key,
        execution: execution.executionId,
        status: execution.status,
        from: stage,
        event: String(task),
      };
      if (options.dryRun) return printRecord({ ...facts, would: 'reset' }, options);
      await recordDecision(
        context.db,
        run.id,
        { action: 'reset', who: options.who, why: `to ${stage}: ${options.why}`, publishAt: null },
        new Date(),
      );
      await endExecution(client, execution, `${run.workflowId}/label/${run.id}`);
      await resetExecution(client, execution, task, `${options.who}: ${options.why}`);
      await markRun(context.db, run.id, 'running', null);
      note(`${run.key} goes on from the stage ${stage}.`);
      return follow(client, client.workflow.getHandle(run.workflowId));
    }),
  );
  if (followed) report(run.key, followed, options);
}

function stageOf(text: string): ResettableStage {
  const stage = RESETTABLE.find((one) => one === text);
  if (stage) return stage;
  throw new UserError(`"${text}" is not a stage that a run can be reset to.`, `Use one of: ${RESETTABLE.join(', ')}.`);
}

async function requireRun({ db }: Context, key: string) {
  const run = await findRun(db, key);
  if (!run) throw await noSuchRun(db, key);
  return run;
}

function onTemporal<T>({ temporalAddress, config }: Context, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient({ address: temporalAddress, namespace: config.temporal.namespace }, work);
}
