import type { Database } from '../../src/store/database.js';

/** Takes everything out of a database that imports have written. */
export async function forgetImports(db: Database): Promise<void> {
  for (const table of ['conversation_text', 'conversation', 'account', 'source', 'import_batch'])
    await db.pool.query(`delete from ${table}`);
}
