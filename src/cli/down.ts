import { Command } from 'commander';
import { homeFolder } from '../stack/home.js';
import { stopStack } from '../stack/stack.js';
import { note } from './output.js';

/** `tidemark down`: stop what `up` started. Runs that were under way go on with the next `up`. */
export function downCommand(): Command {
  return new Command('down')
    .description('stop what `up` started; nothing is lost')
    .action(() => stopStack(homeFolder(), note));
}
