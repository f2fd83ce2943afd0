import type { Client } from '@temporalio/client';
import { Command } from 'commander';
import { fromFailure } from '../../activities/failures.js';
import type { ReleaseInput, ReleaseProgress, ReleaseResult } from '../../workflows/release.js';
import { DataError } from '../errors.js';
import { parsePeriod } from '../period.js';
import { nextAttempt } from '../store/runs.js';
import { withClient } from '../temporal/connection.js';
import { startRelease, watchRelease } from '../temporal/releases.js';
import { type Context, orInterrupted, untilInterrupted, withContext } from './context.js';
import { requireIndex } from './lookups.js';
import { note, type Progress, printRecord, progress } from './output.js';
import { withWorker } from './worker.js';

interface RunOptions {
  readonly index: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ tidemark run 2026-10 --dry-run                            everything but publishing and mailing
  $ tidemark run 2026-10                                      the release, and the mail to its subscribers
  $ tidemark run 2026-10 --reason "a source arrived late"     a correction, 2026-10.1, if anything changed`;

/** `tidemark run <period>`: one release from sampling to the mail. */
export function runCommand(): Command {
  return new Command('run')
    .description('run one period: sample, label, aggregate, compare, publish, notify')
    .argument('<period>', 'a month like 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--reason <text>', 'why a published period is run again; printed in the correction')
    .option('--dry-run', 'compute everything, publish and mail nothing')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((period: string, options: RunOptions) => withContext((context) => run(context, period, options)));
}

async function run(context: Context, text: string, options: RunOptions): Promise<void> {
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
  const result = await withWorker(context, () => withClient(at, (client) => follow(client, context, input)));
  report(result, options);
}

/** Starts the run, or finds the one that is under way, and shows it to its end, or until Ctrl-C. */
async function follow(client: Client, { config }: Context, input: ReleaseInput): Promise<ReleaseResult> {
  const { handle, started } = await startRelease(client, config.temporal.taskQueue, input);
  const name = `${input.index} ${input.period}`;
  note(started ? `Running ${name}.` : `${name} is running already; following it.`);
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

function report(result: ReleaseResult, options: RunOptions): void {
  printRecord({ run: result.runId, release: result.release, folder: result.folder, mailed: result.mailed }, options);
  if (result.folder) note(`Open ${result.folder}/index.html, or: npx tidemark serve`);
  if (options.dryRun) note('Nothing was published or mailed.');
  else if (!result.release) throw new DataError('The run ended without a release.');
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
