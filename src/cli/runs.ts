import { Command } from 'commander';
import { findRun, listRuns } from '../store/runs.js';
import { withContext } from './context.js';
import { noSuchRun, requireIndex } from './lookups.js';
import { printRecord, printRows } from './output.js';

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
    .option('--json', 'one JSON document')
    .description('one run: what went in, what each stage counted, what came out')
    .action((key: string, options: { json?: boolean }) =>
      withContext(async ({ db }) => {
        const run = await findRun(db, key);
        if (!run) throw await noSuchRun(db, key);
        printRecord({ ...run }, options);
      }),
    );
  return command;
}
