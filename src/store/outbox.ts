import type { Database } from './database.js';

export interface OutboxRow {
  readonly id: number;
  readonly releaseId: number;
  readonly status: string;
  /** How often it was taken for sending so far. */
  readonly attempts: number;
  readonly subscriber: { readonly email: string; readonly name: string | null; readonly token: string };
}

const QUEUE = `
with queued as (
  insert into outbox (release_id, subscriber_id, kind)
  select r.id, s.id, 'digest' from release r join subscriber s on s.index_id = r.index_id
  where r.id = $1 and s.active
  on conflict (release_id, subscriber_id, kind) do nothing
  returning id
)
select id from queued
union
select id from outbox where release_id = $1 and status in ('queued', 'failed', 'sending')
order by id`;

/** Queues one digest for each active subscriber, and gives the ids of all that are not settled yet. */
export async function queueDigests(db: Database, releaseId: number): Promise<number[]> {
  const { rows } = await db.pool.query<{ id: number }>(QUEUE, [releaseId]);
  return rows.map((row) => row.id);
}

/** @throws when there is no row of that id */
export function readOutbox(db: Database, id: number): Promise<OutboxRow> {
  return db.prisma.outbox.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      releaseId: true,
      status: true,
      attempts: true,
      subscriber: { select: { email: true, name: true, token: true } },
    },
  });
}

/** Takes a row for sending, in one statement: false where somebody has taken it and not said what became of it. */
export async function claimOutbox(db: Database, id: number): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `update outbox set status = 'sending', attempts = attempts + 1, updated_at = now() where id = $1 and status in ('queued', 'failed')`,
    [id],
  );
  return rowCount === 1;
}

export async function markSent(db: Database, id: number, messageId: string): Promise<void> {
  await settle(db, id, 'sent', messageId, null);
}

/** The server refused before it accepted: sending again is safe. */
export async function markFailed(db: Database, id: number, error: string): Promise<void> {
  await settle(db, id, 'failed', null, error);
}

/** Nobody knows whether the server accepted: a person has to judge, the row is never sent again by itself. */
export async function markUnknown(db: Database, id: number, error: string): Promise<void> {
  await settle(db, id, 'unknown', null, error);
}

async function settle(
  db: Database,
  id: number,
  status: string,
  messageId: string | null,
  error: string | null,
): Promise<void> {
  await db.pool.query(
    `update outbox set status = $2, message_id = coalesce($3, message_id), error = $4, updated_at = now() where id = $1 and status = 'sending'`,
    [id, status, messageId, error],
  );
}

/** What a person says became of a mail, or has to. */
export type Resolution = 'sent' | 'resend';

/**
 * Settles a mail whose fate is unknown, or one that failed, on a person's word: it was sent, or it is queued again. One
 * statement, so that two people cannot both decide. @returns false where the row is neither
 */
export async function resolveOutbox(db: Database, id: number, to: Resolution, said: string): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `update outbox set status = $2, error = $3, updated_at = now() where id = $1 and status in ('unknown', 'failed')`,
    [id, to === 'sent' ? 'sent' : 'queued', said],
  );
  return rowCount === 1;
}

/** Narrows a list of mails. */
export interface OutboxFilter {
  readonly index?: string;
  readonly release?: string;
  readonly status?: string;
}

/** Mails by subscriber, in the order in which they were queued. */
export function listOutbox(db: Database, { index, release, status }: OutboxFilter = {}) {
  return db.prisma.outbox.findMany({
    where: {
      ...(status === undefined ? {} : { status }),
      release: {
        ...(release === undefined ? {} : { name: release }),
        ...(index === undefined ? {} : { index: { name: index } }),
      },
    },
    include: {
      subscriber: { select: { email: true } },
      release: { select: { name: true, index: { select: { name: true } } } },
    },
    orderBy: { id: 'asc' },
  });
}

/**
 * What is in `sending` since before `before` belongs to a process that is gone: nobody knows whether it was accepted.
 * @returns how many rows are `unknown` now
 */
export async function settleAbandoned(db: Database, before: Date): Promise<number> {
  const { rowCount } = await db.pool.query(
    `update outbox set status = 'unknown', error = 'the process ended before the outcome was recorded', updated_at = now()
     where status = 'sending' and updated_at < $1`,
    [before],
  );
  return rowCount ?? 0;
}
