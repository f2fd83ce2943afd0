import { Command, InvalidArgumentError } from 'commander';
import { withContext } from './context.js';

const EXAMPLES = `
Examples:
  $ tidemark worker                    everything
  $ tidemark worker --queues label     only the labelling of shards: add such workers on other machines`;

const QUEUES = ['release', 'label'] as const;
type Queue = (typeof QUEUES)[number];

/** `tidemark worker`: does the work of all runs until it is told to stop. */
export function workerCommand(): Command {
  return new Command('worker')
    .description('do the work of runs, until interrupted')
    .option('--queues <names>', 'what to work for, of: release, label', toQueues, [...QUEUES])
    .addHelpText('after', EXAMPLES)
    .action(({ queues }: { queues: readonly Queue[] }) =>
      withContext(async (context) => (await import('./serve-worker.js')).serveUntilInterrupted(context, queues)),
    );
}

function toQueues(text: string): Queue[] {
  const names = new Set(text.split(','));
  const known = QUEUES.filter((queue) => names.has(queue));
  if (known.length === names.size) return known;
  throw new InvalidArgumentError(`Name one or both of ${QUEUES.join(',')}.`);
}
