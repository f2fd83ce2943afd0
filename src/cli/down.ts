import { Command } from 'commander';
import { homeFolder } from '../stack/home.js';
import { stackStatus, stopStack } from '../stack/stack.js';
import { note, printRows } from './output.js';

/** `tidemark down`: stop what `up` started. Runs that were under way go on with the next `up`. */
export function downCommand(): Command {
  return new Command('down')
    .description('stop what `up` started; nothing is lost')
    .option('--json', 'one JSON document')
    .action(async (options: { json?: boolean }) => {
      const home = homeFolder();
      await stopStack(home, note);
      printRows(
        (await stackStatus(home)).map((service) => ({ ...service })),
        options,
      );
    });
}
