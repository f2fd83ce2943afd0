import { Command } from 'commander';
import { withContext } from './context.js';
import type { PlanOptions } from './plan-run.js';

const EXAMPLES = `
Examples:
  $ tidemark plan 2026-10              counts the tokens of 100 of its conversations; nothing is asked of anybody
  $ tidemark plan 2026-10 --buy 30     has 30 of them labelled first: they cost little, are kept, and are what a run would buy`;

/** `tidemark plan <period>`: what a run will cost, before it is started. */
export function planCommand(): Command {
  return new Command('plan')
    .description('what labelling a period will cost, measured on a sample of its conversations')
    .argument('<period>', 'a month like 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--sample <n>', 'conversations to measure', '100')
    .option('--buy <n>', 'conversations to have labelled first, so that the estimate is metered', '0')
    .option('--json', 'one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((period: string, options: PlanOptions) =>
      withContext(async (context) => {
        // The client of the model is a library that no other command should pay for.
        const { plan } = await import('./plan-run.js');
        return plan(context, period, options);
      }),
    );
}
