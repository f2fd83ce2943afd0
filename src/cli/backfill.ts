import { Command, InvalidArgumentError } from 'commander';
import { withContext } from './context.js';

const EXAMPLES = `
Examples:
  $ tidemark backfill 2026-01..2026-08 --dry-run       the plan, and nothing else
  $ tidemark backfill 2026-01..2026-08                 one month after the other; typed again, it goes on where it was
  $ tidemark backfill 2026-01..2026-08 --parallel 3    label three months at a time, then release in order`;

export interface BackfillOptions {
  readonly index: string;
  readonly parallel: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tidemark backfill`: releases of the past, in the order in which they are compared. */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description('run a span of periods in order; what is published already is left alone')
    .argument('<periods>', 'a span of months like 2026-01..2026-08')
    .option('--index <name>', 'name of an index', 'default')
    .option('--parallel <n>', 'months that are labelled at a time', toCount, 1)
    .option('--dry-run', 'show the plan, and do nothing')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((periods: string, options: BackfillOptions) =>
      withContext(async (context) => (await import('./run-backfill.js')).runBackfill(context, periods, options)),
    );
}

function toCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 32) return count;
  throw new InvalidArgumentError('It is a number from 1 to 32.');
}
