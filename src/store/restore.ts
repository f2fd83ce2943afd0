import type { ClientBase } from 'pg';
import { DataError, UserError } from '../errors.js';
import { readArchive } from './archive.js';
import { type BackupHeader, COUNTS, HEADER, KEY, parseHeader } from './backup.js';
import { readTables } from './catalogue.js';
import { migrate, migrationStatus } from './migrate.js';
import { withClient } from './one-connection.js';
import { loadTables } from './restore-load.js';

export interface BackupContent {
  readonly header: BackupHeader;
  /** The installation secret, in hex. */
  readonly key: string;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads a whole backup and checks every byte of it. @throws DataError when it is damaged or cut off */
export async function examineBackup(path: string): Promise<BackupContent> {
  const small = new Map<string, Buffer>();
  for await (const { name, content } of readArchive(path)) if (!name.startsWith('tables/')) small.set(name, content);
  const [header, key, counts] = [HEADER, KEY, COUNTS].map((name) => small.get(name));
  if (!header || !key || !counts) throw new DataError(`${path} is no backup of Tidemark.`);
  return {
    header: parseHeader(header),
    key: key.toString('utf8').trim(),
    counts: JSON.parse(counts.toString('utf8')),
  };
}

/** What a database may hold and still be restored into: what every new one is given from the start. */
const GIVEN = new Set(['taxonomy', 'major_group', 'occupation', 'task_text', 'task', 'work_activity', 'task_activity']);

/** @throws UserError when a database holds anything of its own, or is not at a state that the backup fits in */
export async function refuseUnlessEmpty(databaseUrl: string, { header }: BackupContent): Promise<void> {
  const { applied, pending } = await migrationStatus(databaseUrl);
  const known = new Set([...applied, ...pending]);
  const unknown = header.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new UserError(
      `The backup is of a newer Tidemark: ${unknown.join(', ')}.`,
      'Restore it with that version or a later one.',
    );
  const later = applied.filter((name) => !header.migrations.includes(name));
  if (later.length > 0)
    throw new UserError(
      `The database is newer than the backup: ${later.join(', ')}.`,
      'Restore into a database that does not exist yet: it is migrated as far as the backup, then on.',
    );
  if (applied.length > 0) await withClient(databaseUrl, refuseContent);
}

async function refuseContent(client: ClientBase): Promise<void> {
  const held: string[] = [];
  for (const { name } of await readTables(client)) {
    const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`);
    if (rowCount !== 0 && !GIVEN.has(name)) held.push(name);
  }
  if (held.length > 0)
    throw new UserError(
      `The database is not empty: ${held.join(', ')}.`,
      'Restore into an empty one (DATABASE_URL, or another TIDEMARK_HOME).',
    );
}

/**
 * Loads a backup that has been examined into an empty database, all of it or nothing, and then applies the migrations that
 * have come since.
 */
export async function restoreBackup(databaseUrl: string, path: string, content: BackupContent): Promise<void> {
  await refuseUnlessEmpty(databaseUrl, content);
  const { header } = content;
  await migrate(databaseUrl, undefined, (name) => header.migrations.includes(name));
  await withClient(databaseUrl, async (client) => {
    await client.query('begin');
    await empty(client);
    await unguarded(client, header, () => loadTables(client, path, header));
    for (const [name, value] of Object.entries(header.sequences))
      await client.query('select setval($1::text::regclass, $2::bigint)', [client.escapeIdentifier(name), value]);
    await checkCounts(client, content);
    await client.query('commit');
    await client.query('analyze');
  });
  await migrate(databaseUrl);
}

async function empty(client: ClientBase): Promise<void> {
  for (const { name } of (await readTables(client)).reverse())
    if (GIVEN.has(name)) await client.query(`delete from ${client.escapeIdentifier(name)}`);
}

/** What guards frozen rows would take those that come back for an attempt to add to them. */
async function unguarded(client: ClientBase, { tables }: BackupHeader, work: () => Promise<void>): Promise<void> {
  const set = async (state: 'disable' | 'enable') => {
    for (const { name } of tables)
      await client.query(`alter table ${client.escapeIdentifier(name)} ${state} trigger user`);
  };
  await set('disable');
  await work();
  // What the foreign keys have still to say has to be said before a table can be altered again.
  await client.query('set constraints all immediate');
  await set('enable');
}

async function checkCounts(client: ClientBase, { counts }: BackupContent): Promise<void> {
  const wrong: string[] = [];
  for (const [name, expected] of Object.entries(counts)) {
    const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${client.escapeIdentifier(name)}`);
    if (Number(rows[0]?.n) !== expected) wrong.push(`${name}: ${rows[0]?.n} rows, not ${expected}`);
  }
  if (wrong.length > 0) throw new DataError('Not everything came back.', wrong);
}
