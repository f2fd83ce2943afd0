import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { projectRoot } from '../../src/paths.js';
import { type Database, openDatabase } from '../../src/store/database.js';
import { dropDatabase, migrate } from '../../src/store/migrate.js';

/** The server that tests use, as the global set-up provides it. */
export function testServer(): URL {
  const url = process.env['TIDEMARK_TEST_DATABASE_URL'];
  if (!url) throw new Error('TIDEMARK_TEST_DATABASE_URL is not set: the global set-up of vitest provides it.');
  return new URL(url);
}

/** A database of its own for one test file: a clone of a migrated template, gone when it is closed. */
export async function createTestDatabase(): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await cloneTemplate(name);
  const db = openDatabase(databaseUrl(name));
  return {
    ...db,
    close: async () => {
      await db.close();
      await dropDatabase(db.url);
    },
  };
}

/**
 * The template is made once for each state of the migrations, under another name until it is whole. Nobody may be
 * connected to a database that is cloned, so all of this is done by one at a time.
 */
async function cloneTemplate(name: string): Promise<void> {
  const template = `template_${migrationsHash()}`;
  await onServer(async (client) => {
    await client.query("select pg_advisory_lock(hashtext('tidemark test template'))");
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      await dropDatabase(databaseUrl(`${template}_draft`));
      await migrate(databaseUrl(`${template}_draft`));
      await client.query(`alter database ${template}_draft rename to ${template}`);
    }
    await client.query(`create database ${name} template ${template}`);
  });
}

function migrationsHash(): string {
  const folder = join(projectRoot, 'prisma', 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function databaseUrl(name: string): string {
  const url = testServer();
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: testServer().href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
