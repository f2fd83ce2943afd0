import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../../src/store/backup.js';
import { inOrder } from '../../src/store/catalogue.js';
import { type Database, openDatabase } from '../../src/store/database.js';
import { dropDatabase } from '../../src/store/migrate.js';
import { examineBackup, restoreBackup } from '../../src/store/restore.js';
import { readCells } from '../../src/store/snapshots.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { createTestDatabase, testServer } from '../support/database.js';
import { type House, openHouse, TEST_KEY } from '../support/house.js';
import { inventConversations } from '../support/population.js';

let house: House;
let folder: string;
let path: string;
let restored: Database;

function newDatabaseUrl(): string {
  const url = testServer();
  url.pathname = `/restored_${randomUUID().replaceAll('-', '')}`;
  return url.href;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-backup-'));
  path = join(folder, 'backup.tar.gz');
  house = await openHouse();
  await house.import(await inventConversations());
  await addSubscriber(house.db, { index: house.index, email: 'ada@example.org', name: 'Ada', token: 'token' });
  await house.run('2026-05');
  await house.run('2026-06');
  await writeBackup(house.db, createWriteStream(path), { key: TEST_KEY, now: new Date('2026-11-05T08:00:00Z') });
  const url = newDatabaseUrl();
  await restoreBackup(url, path, await examineBackup(path));
  restored = openDatabase(url);
});

afterAll(async () => {
  await restored.close();
  await dropDatabase(restored.url);
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup that was restored', () => {
  const everything = `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like '\\_prisma%' order by 1`;

  it('holds the same rows in every table, to the last value', async () => {
    const { rows: tables } = await house.db.pool.query<{ name: string }>(everything);
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const sql = `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as hash from ${name} t`;
      expect([name, (await restored.pool.query(sql)).rows]).toEqual([name, (await house.db.pool.query(sql)).rows]);
    }
  });

  it('has the same cells and hashes', async () => {
    const snapshots = 'select id, content_hash as hash from snapshot order by id';
    const { rows } = await restored.pool.query<{ id: number; hash: string }>(snapshots);
    expect(rows).toEqual((await house.db.pool.query(snapshots)).rows);
    for (const { id } of rows) expect(await readCells(restored, id)).toEqual(await readCells(house.db, id));
  });

  it('keeps the secret', async () => {
    expect((await examineBackup(path)).key).toBe(TEST_KEY);
  });

  it('guards what is frozen as before', async () => {
    await expect(restored.pool.query('update cell set n = n + 1')).rejects.toThrow(/frozen/);
    await expect(restored.pool.query('delete from snapshot')).rejects.toThrow(/frozen/);
  });

  it('goes on where it was: new rows get new numbers, new months a place', async () => {
    const ada = await addSubscriber(restored, {
      index: house.index,
      email: 'mary@example.org',
      name: null,
      token: 't',
    });
    expect(ada.id).toBe(2);
    const { rows } = await restored.pool.query(
      "select nextval('conversation_id_seq')::int > max(id) as later from conversation",
    );
    expect(rows).toEqual([{ later: true }]);
  });
});

describe('restoring', () => {
  it('refuses a database that holds anything', async () => {
    const content = await examineBackup(path);
    await expect(restoreBackup(house.db.url, path, content)).rejects.toThrow(/not empty: .*conversation/);
    const fresh = await createTestDatabase();
    await fresh.prisma.indexSeries.create({ data: { name: 'somebody else’s' } });
    await expect(restoreBackup(fresh.url, path, content)).rejects.toThrow('The database is not empty: index_series.');
    expect(await fresh.prisma.conversation.count()).toBe(0);
    await fresh.close();
  });

  it('takes a new database that has nothing but the taxonomy that ships with us', async () => {
    const fresh = await openHouse();
    await restoreBackup(fresh.db.url, path, await examineBackup(path));
    expect(await fresh.db.prisma.release.count()).toBe(2);
    await fresh.close();
  });

  it('refuses a backup of a newer version, and a database that is newer than the backup', async () => {
    const content = await examineBackup(path);
    const { header } = content;
    const newer = { ...content, header: { ...header, migrations: [...header.migrations, '29990101000000_later'] } };
    await expect(restoreBackup(newDatabaseUrl(), path, newer)).rejects.toThrow(/newer Tidemark: 29990101000000_later/);
    const older = { ...content, header: { ...header, migrations: header.migrations.slice(0, 1) } };
    await expect(restoreBackup(house.db.url, path, older)).rejects.toThrow(/newer than the backup/);
  });

  it('says so of a file that is cut off, changed, or something else', async () => {
    const cut = join(folder, 'cut.tar.gz');
    writeFileSync(cut, readFileSync(path));
    truncateSync(cut, 50_000);
    await expect(examineBackup(cut)).rejects.toThrow(/no backup that can be read/);
    const changed = join(folder, 'changed.tar.gz');
    const bytes = gunzipSync(readFileSync(path));
    const at = bytes.indexOf('ada@example.org');
    bytes.write('eve', at);
    writeFileSync(changed, gzipSync(bytes));
    await expect(examineBackup(changed)).rejects.toThrow(/is damaged/);
    const other = join(folder, 'other.tar.gz');
    writeFileSync(other, 'hello');
    await expect(examineBackup(other)).rejects.toThrow(/no backup that can be read/);
  });
});

describe('the order of tables', () => {
  it('puts each after what it refers to', () => {
    const needs: Record<string, string[]> = { a: ['b'], b: ['c', 'elsewhere'], c: [] };
    expect(inOrder(['a', 'b', 'c'], (name) => needs[name] ?? [])).toEqual(['c', 'b', 'a']);
    expect(() => inOrder(['a', 'b'], (name) => (name === 'a' ? ['b'] : ['a']))).toThrow(/a, b/);
  });
});
