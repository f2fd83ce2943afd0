import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type Client, Pool } from 'pg';
import { projectRoot } from '../paths.js';
import { withClient } from './one-connection.js';

const migrationsFolder = join(projectRoot, 'prisma', 'migrations');

export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

/** Which of our migrations a database has. A database that does not exist has none. */
export async function migrationStatus(databaseUrl: string): Promise<MigrationStatus> {
  const names = (await readMigrations()).map((migration) => migration.path);
  const done = await withClient(databaseUrl, appliedMigrations).catch(noDatabase);
  return { applied: names.filter((name) => done.has(name)), pending: names.filter((name) => !done.has(name)) };
}

/** The SQL of the migrations that a database has not had yet, in order. Changes nothing. */
export async function planMigrations(databaseUrl: string): Promise<{ name: string; sql: string }[]> {
  const pending = new Set((await migrationStatus(databaseUrl)).pending);
  const migrations = (await readMigrations()).filter(({ path }) => pending.has(path));
  return migrations.map(({ path, migrationFile }) => ({ name: path, sql: migrationFile.content.value }));
}

/**
 * Creates the database when it is missing and applies what is pending, or of it what is `wanted` by name. Two at a time wait
 * for each other.
 */
export async function migrate(
  databaseUrl: string,
  log: (line: string) => void = () => undefined,
  wanted: (name: string) => boolean = () => true,
): Promise<void> {
  if ((await migrationStatus(databaseUrl)).pending.filter(wanted).length === 0) return;
  await createDatabase(databaseUrl);
  await withClient(databaseUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('tidemark migrations'))");
    const pending = (await migrationStatus(databaseUrl)).pending.filter(wanted);
    if (pending.length === 0) return;
    log(`Applying ${pending.length} migration${pending.length > 1 ? 's' : ''} to the database.`);
    await applyMigrations(databaseUrl, wanted);
  });
}

async function appliedMigrations(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ present: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as present",
  );
  if (!rows[0]?.present) return new Set();
  const done = await client.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  return new Set(done.rows.map((row) => row.migration_name));
}

function noDatabase(error: unknown): Set<string> {
  if (error instanceof Error && 'code' in error && error.code === '3D000') return new Set();
  throw error;
}

/** Creates the database that the URL names, unless it exists. */
export async function createDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  await withClient(url.href, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
}

/** Drops the database that the URL names, with the connections to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  await withClient(url.href, (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
}

interface MigrationDirectory {
  readonly path: string;
  readonly migrationFile: { readonly path: string; readonly content: { tag: 'ok'; value: string } };
}

async function readMigrations(): Promise<MigrationDirectory[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(migrationsFolder, path, 'migration.sql'), 'utf8') },
      },
    })),
  );
}

/** Prisma's own engine, from its WebAssembly build: it keeps the rows of `_prisma_migrations` as Prisma's CLI would. */
async function applyMigrations(databaseUrl: string, wanted: (name: string) => boolean): Promise<void> {
  const lockfile = await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8');
  const pool = new Pool({ connectionString: databaseUrl });
  try {
    const engine = await loadEngine(pool);
    await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: lockfile },
        shadowDbInitScript: '',
        migrationDirectories: (await readMigrations()).filter(({ path }) => wanted(path)),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
  } finally {
    // The engine never closes what it opened, and a connection that lingers keeps a database from being renamed or copied.
    await pool.end();
  }
}

/** Sends a migration in one piece: the adapter itself would cut it at every semicolon, also inside function bodies. */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = (script) =>
      adapter
        .underlyingDriver()
        .query(script)
        .then(() => undefined);
    return adapter;
  }
}

/** Loaded once a process: its bindings keep views of the memory that they were first given. */
let loaded: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined;

async function loadBindings() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
  return bindings;
}

async function loadEngine(pool: Pool) {
  loaded ??= loadBindings();
  const bindings = await loaded;
  const schema = await readFile(join(projectRoot, 'prisma', 'schema.prisma'), 'utf8');
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool, { schema: 'public' }));
  return bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
}
