import { Command } from 'commander';
import { withContext } from './context.js';
import type { RunOptions } from './run-release.js';

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
    .action((period: string, options: RunOptions) =>
      withContext(async (context) => {
        // The worker's native code takes time and memory that no other command should pay for.
        const { runRelease } = await import('./run-release.js');
        return runRelease(context, period, options);
      }),
    );
}
