import type { PoolClient } from 'pg';
import { UserError } from '../errors.js';
import type { Database } from './database.js';
import { FAILED } from './runs.js';
import { inTransaction } from './transaction.js';

export interface Erased {
  readonly conversations: number;
  readonly versions: number;
  readonly texts: number;
  /** Labels of contents that nobody else has. */
  readonly labels: number;
  /** What a model answered in the runs that had drawn it: answers cannot be told apart by account. */
  readonly answers: number;
  /** Places in samples that were drawn. */
  readonly places: number;
}

/**
 * Removes everything that is kept of one account: texts, versions, conversations, its places in samples, the labels of what
 * it alone has said, and what a model answered about it. Frozen snapshots hold counts and no accounts, and stay as they are. Samples
 * drawn before are not used again: the erasure counts as an import, so that the next run draws anew.
 * @param pseudonym 16 bytes
 * @throws UserError when there is no such account, or a run that has drawn it is under way
 */
export function eraseAccount(db: Database, source: string, pseudonym: Buffer, now: Date): Promise<Erased> {
  return inTransaction(db, async (client) => {
    const accountId = await findAccount(client, source, pseudonym);
    await refuseWhileDrawn(client, accountId);
    await client.query(CREATE_VERSIONS, [accountId]);
    const count = async (sql: string, ...values: readonly unknown[]) =>
      (await client.query(sql, [...values])).rowCount ?? 0;
    const texts = await count(
      'delete from conversation_text t using erased e where t.version_id = e.id and t.month = e.month',
    );
    const answers = await count(DELETE_ANSWERS, accountId);
    const places = await count('delete from sample_member where account_id = $1', accountId);
    const labels = await count(`delete from label l using erased e where l.content_hash = e.content_hash and ${ALONE}`);
    const versions = await count('delete from conversation_version v using erased e where v.id = e.id');
    const conversations = await count('delete from conversation where account_id = $1', accountId);
    await count('delete from account where id = $1', accountId);
    await count(RECORD, now);
    return { conversations, versions, texts, labels, answers, places };
  });
}

async function findAccount(client: PoolClient, source: string, pseudonym: Buffer): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select a.id from account a join source s on s.id = a.source_id where s.name = $1 and a.pseudonym = $2',
    [source, pseudonym],
  );
  if (rows[0]) return rows[0].id;
  throw new UserError(
    `Nothing is kept of that account of ${source}.`,
    'Source and account id have to be written as in what was imported, and the installation secret has to be the same.',
  );
}

async function refuseWhileDrawn(client: PoolClient, accountId: string): Promise<void> {
  const { rows } = await client.query<{ key: string }>(
    `select r.key from run r where r.status <> all ($2)
       and exists (select from sample_member m where m.sample_id = r.sample_id and m.account_id = $1)`,
    [accountId, ['finished', 'dry_run', ...FAILED]],
  );
  if (rows[0])
    throw new UserError(
      `The run ${rows[0].key} is under way and has drawn it.`,
      'Let it end, or abort it, then erase.',
    );
}

const CREATE_VERSIONS = `
create temp table erased on commit drop as
select v.id, v.content_hash, date_trunc('month', c.started_at at time zone 'UTC')::date as month
from conversation_version v join conversation c on c.id = v.conversation_id where c.account_id = $1`;

/** Nobody else has said the same. */
const ALONE = `not exists (
  select from conversation_version v where v.content_hash = e.content_hash and not exists (select from erased o where o.id = v.id))`;

const DELETE_ANSWERS = `
delete from model_answer where run_id in (
  select r.id from run r where exists (select from sample_member m where m.sample_id = r.sample_id and m.account_id = $1))`;

const RECORD = `
insert into import_batch (format, file_name, file_hash, started_at, finished_at, read, added, grown, unchanged, refused)
values ('erasure', 'erasure', '', $1, $1, 0, 0, 0, 0, 0)`;
