import { Command } from 'commander';
import { homeFolder } from '../stack/home.js';
import { stackStatus } from '../stack/stack.js';
import { printRows } from './output.js';

/** `tidemark status`: what runs, and where. */
export function statusCommand(): Command {
  return new Command('status')
    .description('what runs, and where')
    .option('--json', 'one JSON document')
    .action(async (options: { json?: boolean }) => {
      printRows(
        (await stackStatus(homeFolder())).map((service) => ({ ...service })),
        options,
      );
    });
}
