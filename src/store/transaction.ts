import type { PoolClient } from 'pg';
import type { Database } from './database.js';

/** Runs `work` in one transaction: all of it, or nothing. */
export async function inTransaction<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  // A connection that breaks fails the query under way; without a listener it would also end the process.
  client.on('error', ignore);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

function ignore(): void {}

/** Waits until nobody else holds the lock of this name; it is let go when the transaction ends. */
export async function lockInTransaction(client: PoolClient, name: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}
