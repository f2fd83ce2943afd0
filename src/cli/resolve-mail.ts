import { createNotifyActivities } from '../../activities/notify.js';
import { ownSmtpUrl } from '../environment.js';
import { UpstreamError, UserError } from '../errors.js';
import { listOutbox, type Resolution, resolveOutbox } from '../store/outbox.js';
import type { Context } from './context.js';
import type { ResolveOptions } from './outbox.js';
import { note, printRecord } from './output.js';
import { activityDeps } from './with-worker.js';

/** Settles a mail on a person's word, and sends it where it has to be sent again. */
export async function resolveMail(
  context: Context,
  id: number,
  to: Resolution,
  options: ResolveOptions,
): Promise<void> {
  const { db } = context;
  const row = (await listOutbox(db)).find((one) => one.id === id);
  if (!row) throw new UserError(`There is no mail ${id}.`, 'npx tidemark outbox list');
  const said = { id, release: `${row.release.index.name}/${row.release.name}`, email: row.subscriber.email };
  if (options.dryRun) return printRecord({ ...said, status: row.status, would: to }, options);
  if (!(await resolveOutbox(db, id, to, `${to} said by ${options.who}: ${options.why}`)))
    throw new UserError(
      `Mail ${id} is ${row.status}: only what is unknown or failed can be resolved.`,
      'npx tidemark outbox list',
    );
  if (to === 'sent') return printRecord({ ...said, status: 'sent' }, options);
  if (ownSmtpUrl() === null) {
    note('SMTP_URL is not set: it stays queued.');
    return printRecord({ ...said, status: 'queued' }, options);
  }
  printRecord({ ...said, status: await send(context, id) }, options);
}

async function send(context: Context, outboxId: number): Promise<string> {
  try {
    return await createNotifyActivities(activityDeps(context)).deliverDigest({ outboxId });
  } catch (error) {
    throw new UpstreamError(`The mail was not accepted: ${error instanceof Error ? error.message : String(error)}`);
  }
}
