import type { ClientBase } from 'pg';

/** The first day of the month (UTC) that a conversation's text is filed under, e.g. `2026-10-01`. */
export function textMonth(startedAt: Date): string {
  return `${startedAt.toISOString().slice(0, 7)}-01`;
}

/** Makes the partition of a month when it is missing. Retention drops it whole. */
export async function ensureTextPartition(client: ClientBase, month: string): Promise<void> {
  const name = `conversation_text_${month.slice(0, 7).replace('-', '_')}`;
  const { rows } = await client.query<{ present: boolean }>('select to_regclass($1) is not null as present', [name]);
  if (rows[0]?.present) return;
  // Identifiers and bounds of DDL cannot be parameters: both are made from a checked date.
  if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error(`"${month}" is not the first day of a month.`);
  const next = new Date(`${month}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  await client.query(
    `create table if not exists ${client.escapeIdentifier(name)} partition of conversation_text
     for values from (${client.escapeLiteral(month)}) to (${client.escapeLiteral(textMonth(next))})`,
  );
}
