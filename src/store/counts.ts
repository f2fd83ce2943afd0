import type { Database } from './database.js';

const COUNTS = {
  run: 'select status, count(*)::int as count from run group by status',
  outbox: 'select status, count(*)::int as count from outbox group by status',
} as const;

/** How many runs, or mails, are in each status. */
export async function countByStatus(
  db: Database,
  table: keyof typeof COUNTS,
): Promise<{ status: string; count: number }[]> {
  const { rows } = await db.pool.query<{ status: string; count: number }>(COUNTS[table]);
  return rows;
}
