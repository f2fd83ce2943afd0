import { Command } from 'commander';
import { UserError } from '../errors.js';
import { deactivateSubscriber, listSubscribers } from '../store/subscribers.js';
import { withContext } from './context.js';
import { requireIndex } from './lookups.js';
import { printRecord, printRows } from './output.js';
import { importFile, type SubscriberOptions, subscribe } from './subscribers-import.js';

const EXAMPLES = `
Examples:
  $ tidemark subscribers add ada@example.org --name Ada
  $ tidemark subscribers import readers.csv          a header "email,name", then one line each
  $ tidemark subscribers remove ada@example.org`;

/** `tidemark subscribers`: who gets the digest. */
export function subscribersCommand(): Command {
  const command = new Command('subscribers').description('who gets the digest').addHelpText('after', EXAMPLES);
  const withIndex = (inner: Command) =>
    inner.option('--index <name>', 'name of an index', 'default').option('--json', 'one JSON document');
  withIndex(command.command('add'))
    .argument('<email>')
    .option('--name <name>', 'how to address them')
    .description('add one subscriber, or bring one back')
    .action((email: string, options: SubscriberOptions & { name?: string }) =>
      withContext(async (context) => {
        const added = await subscribe(context, options.index, email, options.name ?? null);
        printRecord({ email: added, index: options.index, active: true }, options);
      }),
    );
  withIndex(command.command('import'))
    .argument('<file>', 'CSV with a header: email, and name if known')
    .description('add many; lines that cannot be taken are listed, the rest goes in')
    .action((file: string, options: SubscriberOptions) => withContext((context) => importFile(context, file, options)));
  withIndex(command.command('list'))
    .description('every subscriber of an index')
    .action((options: SubscriberOptions) =>
      withContext(async ({ config, db }) => {
        const rows = await listSubscribers(db, options.index);
        if (rows.length === 0) requireIndex(config, options.index);
        printRows(
          rows.map((row) => ({
            email: row.email,
            name: row.name,
            active: row.active,
            since: row.createdAt.toISOString(),
          })),
          options,
        );
      }),
    );
  withIndex(command.command('remove'))
    .argument('<email>')
    .description('end a subscription')
    .action((email: string, options: SubscriberOptions) =>
      withContext(async ({ db }) => {
        if (!(await deactivateSubscriber(db, options.index, email))) {
          throw new UserError(`${email} is no subscriber of ${options.index}.`, 'npx tidemark subscribers list');
        }
        printRecord({ email, index: options.index, active: false }, options);
      }),
    );
  return command;
}
