import { mailMessage } from '../src/digest/message.js';
import { renderDigest } from '../src/digest/render.js';
import { sendMail } from '../src/digest/transport.js';
import { UpstreamError } from '../src/errors.js';
import {
  claimOutbox,
  markFailed,
  markSent,
  markUnknown,
  type OutboxRow,
  queueDigests,
  readOutbox,
} from '../src/store/outbox.js';
import { readReleaseById } from '../src/store/releases.js';
import { advanceRun, readRun } from '../src/store/runs.js';
import { releaseContent } from './content.js';
import type { ActivityDeps } from './deps.js';

/** Refusals after which a mail waits for the next run of its release, or for somebody to have it sent again. */
const TRIES = 5;

/** Stage `notify`: one digest a subscriber and release, never two. */
export function createNotifyActivities(deps: ActivityDeps) {
  const { db, smtpUrl } = deps;
  return {
    /** The outbox rows of the run's release that wait to be sent. None where no mail is configured. */
    async queueDigests({ runId }: { runId: number }): Promise<number[]> {
      const run = await readRun(db, runId);
      if (run.releaseId === null || smtpUrl === null) return [];
      const queued = await queueDigests(db, run.releaseId);
      await advanceRun(db, runId, 'notify', { queued: queued.length }, {});
      return queued;
    },

    /** A row found in `sending` was cut off between the server's word and our record: unknown, for a person to judge. */
    async deliverDigest({ outboxId }: { outboxId: number }): Promise<'sent' | 'unknown'> {
      const row = await readOutbox(db, outboxId);
      if (row.status === 'sent' || row.status === 'unknown') return row.status;
      if (smtpUrl === null) throw new Error('No SMTP server is configured.');
      const message = await composeDigest(deps, row);
      if (!(await claimOutbox(db, outboxId))) return forget(deps, outboxId);
      const outcome = await sendMail(smtpUrl, message);
      if (outcome.status === 'sent') await markSent(db, outboxId, outcome.messageId);
      else if (outcome.status === 'unknown') await markUnknown(db, outboxId, outcome.reason);
      else {
        await markFailed(db, outboxId, outcome.reason);
        // What goes wrong on our own side uses up none of them.
        throw (row.attempts + 1) % TRIES === 0 ? lasting(outcome.error) : outcome.error;
      }
      return outcome.status;
    },
  };
}

function lasting({ message, next }: UpstreamError): UpstreamError {
  return new UpstreamError(message, next, { lasting: true });
}

async function forget({ db }: ActivityDeps, outboxId: number): Promise<'unknown'> {
  await markUnknown(db, outboxId, 'the process ended before the outcome was recorded');
  return 'unknown';
}

async function composeDigest({ db, config, publicUrl, now }: ActivityDeps, row: OutboxRow) {
  const release = await readReleaseById(db, row.releaseId);
  const content = await releaseContent(db, release);
  const { from } = config.mail;
  const digest = renderDigest({
    content,
    subscriber: row.subscriber,
    releaseUrl: publicUrl && `${publicUrl}/${content.facts.index}/${release.name}/`,
    unsubscribeUrl: publicUrl && `${publicUrl}/unsubscribe/${row.subscriber.token}`,
    unsubscribeMailto: from,
  });
  return mailMessage(digest, {
    from,
    to: row.subscriber,
    release: `${content.facts.index}/${release.name}`,
    date: now(),
  });
}
