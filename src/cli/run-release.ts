import type { Client } from '@temporalio/client';
import { fromFailure } from '../../activities/failures.js';
import type { ReleaseProgress } from '../../workflows/progress.js';
import type { ReleaseInput } from '../../workflows/release.js';
import { DataError, UpstreamError } from '../errors.js';
import { parsePeriod } from '../period.js';
import { nextAttempt } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import { type Followed, type ReleaseHandle, startRelease, watchRelease } from '../temporal/releases.js';
import { type Context, orInterrupted, untilInterrupted } from './context.js';
import { requireIndex } from './lookups.js';
import { note, type Progress, printRecord, progress } from './output.js';
import { withWorker } from './with-worker.js';

export interface RunOptions {
  readonly index: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Runs one period, or follows the run of it that is under way, and says what came of it or what it waits for. */
export async function runRelease(context: Context, text: string, options: RunOptions): Promise<void> {
  const period = parsePeriod(text);
  requireIndex(context.config, options.index);
  const input = {
    index: options.index,
    period,
    attempt: await nextAttempt(context.db, options.index, period),
    reason: options.reason ?? null,
    dryRun: options.dryRun ?? false,
  };
  const at = { address: context.temporalAddress, namespace: context.config.temporal.namespace };
  const followed = await withWorker(context, () =>
    withClient(at, async (client) => follow(client, await start(client, context, input))),
  );
  report(`${input.index}/${input.period}/${input.attempt}`, followed, options);
}

/** Starts the run, or finds the one that is under way. */
export async function start(client: Client, { config }: Context, input: ReleaseInput): Promise<ReleaseHandle> {
  const { handle, started } = await startRelease(client, config.temporal.taskQueue, input);
  const name = `${input.index} ${input.period}`;
  note(started ? `Running ${name}.` : `${name} is running already; following it.`);
  return handle;
}

/** Shows a run until it ends, waits for a person, or Ctrl-C. */
export async function follow(client: Client, handle: ReleaseHandle): Promise<Followed> {
  const view = stageView();
  void untilInterrupted().then(() => note('Stopped following; the run goes on with the next worker: npx tidemark up'));
  try {
    return await orInterrupted(watchRelease(client, handle, view.show));
  } catch (error) {
    throw fromFailure(error);
  } finally {
    view.stop();
  }
}

/** Says how a run ended, or what it waits for and what to type then. */
export function report(key: string, followed: Followed, options: { json?: boolean; dryRun?: boolean }): void {
  if (followed.waiting) return reportWaiting(key, followed.waiting, options);
  const { runId, release, folder, mailed } = followed.result;
  printRecord({ run: runId, release, folder, mailed }, options);
  if (folder) note(`Open ${folder}/index.html, or: npx tidemark serve`);
  if (options.dryRun) note('Nothing was published or mailed.');
  else if (!release) throw new DataError('The run ended without a release.');
}

function reportWaiting(
  key: string,
  { state, reason }: NonNullable<Followed['waiting']>,
  options: { json?: boolean },
): void {
  if (state === 'awaiting_operator')
    throw new UpstreamError(
      `${key} waits for an operator: ${reason}`,
      `mend it (where that is in the environment, npx tidemark down, then up), then: npx tidemark runs resume ${key} --why "..."`,
    );
  printRecord({ run: key, status: state, reason }, options);
  if (state === 'embargoed') note('It is published at that time by a running worker: npx tidemark up');
  else note(`Look at it, then decide: npx tidemark review show ${key}`);
}

/** One progress bar (or plain lines) a stage. */
function stageView(): { show: (progress: ReleaseProgress) => void; stop: () => void } {
  let stage = '';
  let bar: Progress | null = null;
  let total: number | null = null;
  const stop = () => {
    bar?.stop();
    bar = null;
  };
  return {
    stop,
    show: (now) => {
      if (now.stage !== stage) {
        // The next stage begins when all of this one is done, which nobody may have been told.
        if (total !== null) bar?.update(total);
        stop();
        [stage, total] = [now.stage, now.total];
        if (total === null) note(`stage ${stage}`);
        else bar = progress(stage, total);
      }
      bar?.update(now.done);
    },
  };
}
