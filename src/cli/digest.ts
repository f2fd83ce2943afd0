import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { releaseContent } from '../../activities/content.js';
import { mailMessage } from '../digest/message.js';
import { renderDigest } from '../digest/render.js';
import { sendMail } from '../digest/transport.js';
import { ownSmtpUrl } from '../environment.js';
import { UpstreamError, UserError } from '../errors.js';
import { type Context, withContext } from './context.js';
import { requireRelease } from './lookups.js';
import { printRecord } from './output.js';
import { parseEmail } from './subscribers-import.js';

interface Options {
  readonly index: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tidemark digest`: see the mail before anybody gets it. */
export function digestCommand(): Command {
  const command = new Command('digest').description('the mail about a release');
  command
    .command('preview')
    .argument('<release>', 'a release such as 2026-10')
    .option('--index <name>', 'name of an index', 'default')
    .option('--json', 'one JSON document')
    .description('write the mail as files, to open in a browser; nothing is sent')
    .action((name: string, options: Options) => withContext((context) => preview(context, name, options)));
  command
    .command('test')
    .argument('<release>', 'a release such as 2026-10')
    .argument('<email>', 'where to send it')
    .option('--index <name>', 'name of an index', 'default')
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option('--json', 'one JSON document')
    .description('send the mail once to one address; the outbox is not touched')
    .action((name: string, email: string, options: Options) =>
      withContext((context) => test(context, name, email, options)),
    );
  return command;
}

async function compose({ db, config }: Context, name: string, email: string, options: Options) {
  const release = await requireRelease({ db, config }, options.index, name);
  const content = await releaseContent(db, release);
  const publicUrl = process.env['PUBLIC_URL'] ?? null;
  const digest = renderDigest({
    content,
    subscriber: { email, name: null },
    releaseUrl: publicUrl && `${publicUrl}/${options.index}/${name}/`,
    unsubscribeUrl: null,
    unsubscribeMailto: config.mail.from,
  });
  return { digest, release };
}

async function preview(context: Context, name: string, options: Options): Promise<void> {
  const { digest } = await compose(context, name, 'reader@example.org', options);
  const folder = join(context.home, 'preview', options.index, name);
  await mkdir(folder, { recursive: true });
  // Attachments lie beside the page here, where a mail refers to them by content id.
  await writeFile(join(folder, 'digest.html'), digest.html.replaceAll('cid:', ''));
  await writeFile(join(folder, 'digest.txt'), digest.text);
  for (const { cid, content } of digest.attachments) await writeFile(join(folder, cid), content);
  printRecord(
    { subject: digest.subject, html: join(folder, 'digest.html'), text: join(folder, 'digest.txt') },
    options,
  );
}

async function test(context: Context, name: string, address: string, options: Options): Promise<void> {
  const email = parseEmail(address);
  const { digest } = await compose(context, name, email, options);
  const said = { subject: digest.subject, to: email };
  if (options.dryRun) return printRecord({ ...said, sent: false }, options);
  const smtpUrl = ownSmtpUrl();
  if (!smtpUrl)
    throw new UserError('SMTP_URL is not set.', 'SMTP_URL=smtp://user:password@host:587 npx tidemark digest test ...');
  const { from } = context.config.mail;
  const message = mailMessage(digest, {
    from,
    to: { email, name: null, token: 'test' },
    release: `${options.index}/${name}`,
    date: new Date(),
  });
  const outcome = await sendMail(smtpUrl, message);
  if (outcome.status !== 'sent') throw new UpstreamError(`The mail was not accepted: ${outcome.reason}`);
  printRecord({ ...said, sent: true }, options);
}
