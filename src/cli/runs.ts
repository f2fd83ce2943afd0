import { userInfo } from 'node:os';
import { Command } from 'commander';
import { type Failure, listFailures } from '../store/failures.js';
import { releaseQuarantined } from '../store/labels.js';
import { readUsage } from '../store/model-answers.js';
import { findRun, listRuns } from '../store/runs.js';
import type { CancelOptions } from './cancel-run.js';
import { withContext } from './context.js';
import { addDecision } from './decide.js';
import { noSuchRun, requireIndex } from './lookups.js';
import { note, printRecord, printRows } from './output.js';
import { addRecord } from './record-run.js';
import type { WatchOptions } from './watch-run.js';

/** `tidemark runs`: what was run, and how it went. */
export function runsCommand(): Command {
  const command = new Command('runs').description('the runs and how they went');
  command
    .command('list')
    .option('--index <name>', 'only this index')
    .option('--json', 'one JSON document')
    .description('every run, the newest first')
    .action((options: { index?: string; json?: boolean }) =>
      withContext(async ({ config, db }) => {
        const runs = await listRuns(db, options.index ?? null);
        if (runs.length === 0 && options.index !== undefined) requireIndex(config, options.index);
        printRows(
          runs.map((run) => ({
            run: run.key,
            status: run.status,
            stage: run.stage,
            release: run.release,
            started: run.startedAt.toISOString(),
            seconds: run.finishedAt ? (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000 : null,
            failure: run.failure,
          })),
          options,
        );
      }),
    );
  command
    .command('show')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .option('--failures', 'only what failed: shards, conversations that are not classified, mails')
    .option('--json', 'one JSON document')
    .description('one run: what went in, what each stage counted, what came out')
    .action((key: string, options: { json?: boolean; failures?: boolean }) =>
      withContext(async ({ db }) => {
        const run = await findRun(db, key);
        if (!run) throw await noSuchRun(db, key);
        if (options.failures) return printFailures(await listFailures(db, run), run.key, options);
        printRecord({ ...run, usage: await readUsage(db, run.id) }, options);
      }),
    );
  addDecision(command, 'resume', 'resume', 'try the stage again that a waiting run stopped at');
  addDecision(command, 'skip-items', 'skip', 'go on without what cannot be labelled: it is counted as not classified');
  addDecision(command, 'abort', 'abort', 'end a waiting run without a release');
  addRetryItems(command);
  addWatch(command);
  addCancel(command);
  addRecord(command);
  return command;
}

function addRetryItems(command: Command): void {
  command
    .command('retry-items')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .description('have what was skipped under a run labelled by the next run of its period')
    .action((key: string) =>
      withContext(async ({ db }) => {
        const run = await findRun(db, key);
        if (!run) throw await noSuchRun(db, key);
        const count = run.sampleId === null ? 0 : await releaseQuarantined(db, run.sampleId, run.labellerId);
        note(`${count} conversations are labelled anew by the next run: npx tidemark run ${run.period} --reason "..."`);
      }),
    );
}

function printFailures(failures: readonly Failure[], key: string, options: { json?: boolean }): void {
  printRows(
    failures.map((failure) => ({ ...failure })),
    options,
  );
  if (failures.length === 0) note(`Nothing failed in ${key}.`);
}

function addWatch(command: Command): void {
  command
    .command('watch')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .option('--once', 'say how it stands now, and end')
    .option('--json', 'JSON lines')
    .description('follow a run: stage, shards, rate, what is tried again and why, cost; until it ends or Ctrl-C')
    .action((key: string, options: WatchOptions) =>
      withContext(async (context) => (await import('./watch-run.js')).watchRun(context, key, options)),
    );
}

function addCancel(command: Command): void {
  command
    .command('cancel')
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .requiredOption('--why <text>', 'why; kept for good')
    .option('--who <name>', 'who decides', userInfo().username)
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'one JSON document')
    .description('end a run wherever it is; what it has labelled is kept for the next one')
    .action((key: string, options: CancelOptions) =>
      withContext(async (context) => (await import('./cancel-run.js')).cancelRun(context, key, options)),
    );
}
