import { Command } from 'commander';
import { readNewTasks } from '../store/new-tasks.js';
import { withContext } from './context.js';
import { requireRelease } from './lookups.js';
import { note, printRows } from './output.js';

/** `tidemark new-tasks <release>`: work that the taxonomy cannot name. */
export function newTasksCommand(): Command {
  return new Command('new-tasks')
    .description('groups of work for which the taxonomy has no task, and what became of them')
    .argument('<release>', 'a release such as 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .action((name: string, options: { index: string; json?: boolean }) =>
      withContext(async (context) => {
        const release = await requireRelease(context, options.index, name);
        const tasks = await readNewTasks(context.db, release.snapshotId);
        if (tasks.length === 0)
          note(
            'None: too few conversations are work without a task, or the labeller describes none (local, semantic).',
          );
        printRows(
          tasks.map(({ id, words, event, related, size }) => ({
            id,
            words: words.join(' '),
            event,
            related: related.join(' '),
            value: size?.estimate.value ?? null,
            lower: size?.estimate.lower ?? null,
            upper: size?.estimate.upper ?? null,
            n: size?.n ?? null,
            accounts: size?.accounts ?? null,
            quality: size?.quality ?? null,
          })),
          options,
        );
      }),
    );
}
