import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Action } from '../../workflows/desk.js';
import { withContext } from './context.js';
import type { DecideOptions } from './decide-run.js';

/** Adds a command that tells a waiting run what to do. */
export function addDecision(parent: Command, name: string, action: Action, description: string): Command {
  return parent
    .command(name)
    .argument('<run>', 'a run such as default/2026-10/1, or its number')
    .requiredOption('--why <text>', 'why; kept for good')
    .option('--who <name>', 'who decides', userInfo().username)
    .option('--json', 'one JSON document')
    .description(description)
    .action((key: string, options: DecideOptions) =>
      withContext(async (context) => (await import('./decide-run.js')).decideRun(context, key, action, options)),
    );
}
