import { type Database, openDatabase } from '../src/store/database.js';
import { createDatabase, dropDatabase, migrate } from '../src/store/migrate.js';

/** Runs `work` on a migrated database of its own, which is gone afterwards. */
export async function withBenchDatabase<T>(name: string, work: (db: Database) => Promise<T>): Promise<T> {
  const url = new URL(await serverUrl());
  url.pathname = `/bench_${name}_${process.pid}`;
  await createDatabase(url.href);
  await migrate(url.href);
  const db = openDatabase(url.href);
  try {
    return await work(db);
  } finally {
    await db.close();
    await dropDatabase(url.href);
  }
}

/** A server that is named, or the embedded one. */
async function serverUrl(): Promise<string> {
  const named = process.env['TIDEMARK_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (named) return named;
  const [{ ensureStack }, { homeFolder }] = await Promise.all([
    import('../src/stack/stack.js'),
    import('../src/stack/home.js'),
  ]);
  return (await ensureStack(homeFolder(), () => undefined)).databaseUrl;
}
