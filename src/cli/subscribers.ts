import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UserError } from '../errors.js';
import { addSubscriber, deactivateSubscriber, listSubscribers } from '../store/subscribers.js';
import { type Context, withContext } from './context.js';
import { note, printRows } from './output.js';

const Email = z.email();

interface Options {
  readonly index: string;
  readonly json?: boolean;
}

/** `tidemark subscribers`: who gets the digest. */
export function subscribersCommand(): Command {
  const command = new Command('subscribers').description('who gets the digest');
  const withIndex = (inner: Command) => inner.option('--index <name>', 'name of an index', 'default');
  withIndex(command.command('add'))
    .argument('<email>')
    .option('--name <name>', 'how to address them')
    .description('add one subscriber, or bring one back')
    .action((email: string, options: Options & { name?: string }) =>
      withContext(async (context) =>
        note(`${await add(context, options.index, email, options.name ?? null)} subscribed to ${options.index}.`),
      ),
    );
  withIndex(command.command('import'))
    .argument('<file>', 'CSV with a header: email, and name if known')
    .description('add many; lines that cannot be taken are listed, the rest goes in')
    .action((file: string, options: Options) => withContext((context) => importFile(context, file, options)));
  withIndex(command.command('list'))
    .option('--json', 'one JSON document')
    .description('every subscriber of an index')
    .action((options: Options) =>
      withContext(async ({ db }) => {
        const rows = await listSubscribers(db, options.index);
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
    .action((email: string, options: Options) =>
      withContext(async ({ db }) => {
        if (!(await deactivateSubscriber(db, options.index, email))) {
          throw new UserError(`${email} is no subscriber of ${options.index}.`, 'npx tidemark subscribers list');
        }
        note(`${email} gets no further digest of ${options.index}.`);
      }),
    );
  return command;
}

async function add({ db, config }: Context, index: string, email: string, name: string | null): Promise<string> {
  if (!config.indices[index]) throw new UserError(`There is no index "${index}".`, 'npx tidemark index list');
  const parsed = Email.safeParse(email.trim());
  if (!parsed.success) throw new UserError(`"${email}" is not an e-mail address.`);
  const subscriber = await addSubscriber(db, {
    index,
    email: parsed.data,
    name,
    token: randomBytes(18).toString('base64url'),
  });
  return subscriber.email;
}

async function importFile(context: Context, file: string, options: Options): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(`${file} cannot be read.`, 'Give a CSV file with a column named email.');
  });
  const rows = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true }));
  if (rows[0] && rows[0]['email'] === undefined) throw new UserError(`${file} has no column named email.`);
  let added = 0;
  for (const [position, row] of rows.entries()) {
    await add(context, options.index, row['email'] ?? '', row['name'] || null).then(
      () => {
        added += 1;
      },
      (error) => {
        if (!(error instanceof UserError)) throw error;
        note(`line ${position + 2}: ${error.message}`);
      },
    );
  }
  note(`${added} of ${rows.length} subscribed to ${options.index}.`);
}
