import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { UserError } from '../errors.js';
import { listOutbox, type OutboxFilter, type Resolution } from '../store/outbox.js';
import { withContext } from './context.js';
import { requireIndex } from './lookups.js';
import { note, printRows } from './output.js';

const STATUSES = ['queued', 'sending', 'sent', 'failed', 'unknown'];

const EXAMPLES = `
Examples:
  $ tidemark outbox list --status unknown
  $ tidemark outbox resolve 12 --sent --why "found in the log of the mail server"
  $ tidemark outbox resolve 12 --resend --why "the mail server has no trace of it"`;

export interface ResolveOptions {
  readonly sent?: boolean;
  readonly resend?: boolean;
  readonly why: string;
  readonly who: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tidemark outbox`: which mail went out, and what to make of those of which nobody knows. */
export function outboxCommand(): Command {
  const command = new Command('outbox').description('the mails of every release').addHelpText('after', EXAMPLES);
  command
    .command('list')
    .option('--index <name>', 'only this index')
    .option('--release <name>', 'only this release')
    .addOption(new Option('--status <status>', 'only these').choices(STATUSES))
    .option('--json', 'one JSON document')
    .description('every mail, and what became of it')
    .action((options: OutboxFilter & { json?: boolean }) =>
      withContext(async ({ config, db }) => {
        const rows = await listOutbox(db, options);
        if (rows.length === 0 && options.index !== undefined) requireIndex(config, options.index);
        printRows(rows.map(toRow), options);
        const unknown = rows.filter(({ status }) => status === 'unknown').length;
        if (unknown > 0)
          note(
            `${unknown} may have been sent or not. Find out, then: npx tidemark outbox resolve ID --sent|--resend --why "..."`,
          );
      }),
    );
  command
    .command('resolve')
    .argument('<id>', 'the number of a mail')
    .option('--sent', 'it was sent: leave it')
    .option('--resend', 'it was not: send it')
    .requiredOption('--why <text>', 'how that is known; kept with the mail')
    .option('--who <name>', 'who says so', userInfo().username)
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'one JSON document')
    .description('say what became of a mail that is unknown or failed')
    .action((id: string, options: ResolveOptions) => {
      const to = resolutionOf(options);
      return withContext(async (context) =>
        (await import('./resolve-mail.js')).resolveMail(context, numberOf(id), to, options),
      );
    });
  return command;
}

function toRow({
  id,
  release,
  subscriber,
  status,
  attempts,
  error,
  updatedAt,
}: Awaited<ReturnType<typeof listOutbox>>[number]) {
  return {
    id,
    release: `${release.index.name}/${release.name}`,
    email: subscriber.email,
    status,
    attempts,
    updated: updatedAt.toISOString(),
    remark: error,
  };
}

function resolutionOf({ sent, resend }: ResolveOptions): Resolution {
  if (sent === resend)
    throw new UserError('Say one of two things of the mail.', 'tidemark outbox resolve ID --sent|--resend --why "..."');
  return sent ? 'sent' : 'resend';
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`"${text}" is not the number of a mail.`, 'npx tidemark outbox list');
}
