import { userInfo } from 'node:os';
import { Command } from 'commander';
import { withContext } from './context.js';

const EXAMPLES = `
Examples:
  $ tidemark replay debug default/2026-10/1                       does its history still fit the workflows as they are?
  $ tidemark replay resume default/2026-10/1 --why "key renewed"  go on where it is stuck
  $ tidemark replay reset default/2026-10/1 --from publish --why "disk was full"
  $ tidemark replay rerun default/2026-10/1                       the same again: ends in an empty difference
  $ tidemark replay rerun default/2026-10/1 --set floor=30        what would another floor change?`;

export interface ReplayOptions {
  readonly why: string;
  readonly who: string;
  readonly from?: string;
  readonly set: readonly string[];
  readonly save?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tidemark replay`: four ways to go over a run again. */
export function replayCommand(): Command {
  const command = new Command('replay').description('go over a run again').addHelpText('after', EXAMPLES);
  const verb = (name: string, description: string) =>
    command
      .command(name)
      .argument('<run>', 'a run such as default/2026-10/1, or its number')
      .option('--dry-run', 'say what would be done, and do nothing')
      .option('--json', 'one JSON document')
      .description(description);
  const act = (name: 'debugRun' | 'resumeRun' | 'resetRun' | 'rerunRun') => (key: string, options: ReplayOptions) =>
    withContext(async (context) => (await import('./replay-run.js'))[name](context, key, options));
  verb('debug', 'replay its history offline against the workflows of this build')
    .option('--save <file>', 'write the history as JSON')
    .action(act('debugRun'));
  withReason(verb('resume', 'have it try again at once what it is stuck at')).action(act('resumeRun'));
  withReason(verb('reset', 'go back to the beginning of a stage; what was done stays done, and is not done twice'))
    .requiredOption('--from <stage>', 'sample, label, aggregate, compare, review, publish or notify')
    .action(act('resetRun'));
  verb('rerun', 'run its recorded inputs again, and tell cell by cell what differs; nothing is published')
    .option('--set <key=value>', 'labeller, seed, floor, accounts or dominance; may be given again', collect, [])
    .action(act('rerunRun'));
  return command;
}

function withReason(command: Command): Command {
  return command
    .requiredOption('--why <text>', 'why; kept for good')
    .option('--who <name>', 'who decides', userInfo().username);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
