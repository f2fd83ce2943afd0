import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { type ArchiveWriter, writeArchive } from './archive.js';
import { readTables, type Table } from './catalogue.js';
import type { Database } from './database.js';

const Header = z.object({
  format: z.literal('tidemark-backup-1'),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  /** Months (first days) that conversation texts are filed under. */
  months: z.array(z.string()),
  /** In the order in which they have to be loaded. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** Last values of sequences that have given any. */
  sequences: z.record(z.string(), z.string()),
});
/** The first entry of a backup. */
export type BackupHeader = z.output<typeof Header>;

export const HEADER = 'backup.json';
export const KEY = 'key';
export const COUNTS = 'rows.json';
export const parseHeader = (content: Buffer): BackupHeader => Header.parse(JSON.parse(content.toString('utf8')));

/** Rows are cut into entries of this size, in bytes. */
const ENTRY = 8 * 2 ** 20;

/**
 * Writes everything that a database holds, as of one instant, and the installation secret (hex).
 * @returns rows by table
 */
export async function writeBackup(
  db: Database,
  out: NodeJS.WritableStream,
  { key, now }: { readonly key: string; readonly now: Date },
): Promise<Record<string, number>> {
  const client = await db.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const header = await describe(client, now);
    const counts: Record<string, number> = {};
    await writeArchive(out, async (archive) => {
      await archive.add(HEADER, Buffer.from(`${JSON.stringify(header, null, 1)}\n`));
      await archive.add(KEY, Buffer.from(`${key}\n`));
      for (const table of header.tables) counts[table.name] = await addTable(client, archive, table);
      await archive.add(COUNTS, Buffer.from(`${JSON.stringify(counts, null, 1)}\n`));
    });
    return counts;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function describe(client: PoolClient, now: Date): Promise<BackupHeader> {
  const migrations = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null order by 1',
  );
  const months = await client.query<{ month: string }>(
    'select distinct month::text as month from conversation_text order by 1',
  );
  const sequences = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and last_value is not null order by 1`,
  );
  return {
    format: 'tidemark-backup-1',
    createdAt: now.toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    months: months.rows.map(({ month }) => month),
    tables: await readTables(client),
    sequences: Object.fromEntries(sequences.rows.map(({ name, value }) => [name, value])),
  };
}

async function addTable(client: PoolClient, archive: ArchiveWriter, { name, columns }: Table): Promise<number> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const sql = `copy (select ${list} from ${client.escapeIdentifier(name)}) to stdout (format binary)`;
  const stream = client.query(copyTo(sql));
  let [chunks, size, entry]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async () => {
    entry += 1;
    await archive.add(`tables/${name}/${String(entry).padStart(5, '0')}`, Buffer.concat(chunks));
    [chunks, size] = [[], 0];
  };
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= ENTRY) await flush();
  }
  await flush();
  return Number(stream.rowCount);
}
