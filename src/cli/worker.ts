import { Command } from 'commander';
import { withContext } from './context.js';

/** `tidemark worker`: does the work of all runs until it is told to stop. */
export function workerCommand(): Command {
  return new Command('worker')
    .description('do the work of runs, until interrupted')
    .action(() => withContext(async (context) => (await import('./serve-worker.js')).serveUntilInterrupted(context)));
}
