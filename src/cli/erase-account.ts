import { Command } from 'commander';
import { createKeys } from '../conversations/keys.js';
import { eraseAccount } from '../store/erase.js';
import { withContext } from './context.js';
import { note, printRecord } from './output.js';

/** `tidemark erase-account`: everything that is kept of one account goes. */
export function eraseAccountCommand(): Command {
  return new Command('erase-account')
    .description('remove the texts, versions, conversations and labels of one account, for good')
    .argument('<source>', 'name of the source, as it was imported')
    .argument('<id>', "the account's id there")
    .option('--json', 'one JSON document')
    .action((source: string, id: string, options: { json?: boolean }) =>
      withContext(async ({ db, key }) => {
        const erased = await eraseAccount(db, source, createKeys(key).pseudonym(source, id), new Date());
        printRecord({ ...erased }, options);
        note('Releases hold counts and no accounts, and stay. Backups that were made before still hold it.');
      }),
    );
}
