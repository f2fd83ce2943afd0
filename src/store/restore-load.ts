import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readArchive } from './archive.js';
import type { BackupHeader } from './backup.js';
import { ensureTextPartition } from './text.js';

/** Loads the rows of all tables of a backup. @throws DataError when it is damaged: the transaction has to be given up then */
export async function loadTables(client: ClientBase, path: string, { tables, months }: BackupHeader): Promise<void> {
  for (const month of months) await ensureTextPartition(client, month);
  const columns = new Map(tables.map((table) => [table.name, table.columns]));
  let name: string | undefined;
  let loading: Loading | undefined;
  for await (const { name: entry, content } of readArchive(path)) {
    const table = /^tables\/([a-z_0-9]+)\//.exec(entry)?.[1];
    if (table === undefined) continue;
    if (!loading || name !== table) {
      await loading?.end();
      [name, loading] = [table, beginLoading(client, table, columns.get(table) ?? [])];
    }
    await loading.write(content);
  }
  await loading?.end();
}

interface Loading {
  write(content: Buffer): Promise<void>;
  end(): Promise<void>;
}

function beginLoading(client: ClientBase, table: string, columns: readonly string[]): Loading {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const stream = client.query(copyFrom(`copy ${client.escapeIdentifier(table)} (${list}) from stdin (format binary)`));
  const done = finished(stream);
  // Looked at below; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  return {
    write: (content) => Promise.race([done, new Promise<void>((resolve) => stream.write(content, () => resolve()))]),
    end: () => {
      stream.end();
      return done;
    },
  };
}
