import type { BatchIntent, BatchLedger } from '../label/anthropic/batch-ledger.js';
import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

const COLUMNS = 'id, keys, batch_id as "batchId", created_at as "createdAt"';

/** The batches that were intended, in the database. */
export function createBatchLedger(db: Database): BatchLedger {
  return {
    open: async (runId, shard) => {
      const { rows } = await db.pool.query<BatchIntent>(
        `select ${COLUMNS} from model_batch where run_id = $1 and shard = $2 and ending is null order by id`,
        [runId, shard],
      );
      return rows;
    },
    last: async (runId, shard) => {
      const { rows } = await db.pool.query<{ id: number }>(LAST, [runId, shard]);
      return rows[0]?.id ?? 0;
    },
    intend: (runId, shard, parts, last) =>
      inTransaction(db, async (client) => {
        await lockInTransaction(client, `batches of run ${runId}, shard ${shard}`);
        const since = await client.query<{ id: number }>(LAST, [runId, shard]);
        if ((since.rows[0]?.id ?? 0) > last) return null;
        const intents: BatchIntent[] = [];
        for (const keys of parts) intents.push(...(await client.query<BatchIntent>(INTEND, [runId, shard, keys])).rows);
        return intents;
      }),
    renew: async (id, seconds) => {
      const { rowCount } = await db.pool.query(RENEW, [id, seconds]);
      return rowCount === 1;
    },
    submitted: async (id, batchId) => {
      await db.pool.query('update model_batch set batch_id = $2 where id = $1', [id, batchId]);
    },
    close: async (id, ending) => {
      await db.pool.query('update model_batch set ending = $2 where id = $1', [id, ending]);
    },
    fruitless: async (runId, shard) => {
      const { rows } = await db.pool.query<{ count: number }>(FRUITLESS, [runId, shard]);
      return rows[0]?.count ?? 0;
    },
    batchIds: async () => {
      const { rows } = await db.pool.query<{ id: string }>(
        `select batch_id as id from model_batch where batch_id is not null`,
      );
      return new Set(rows.map(({ id }) => id));
    },
  };
}

const LAST = 'select coalesce(max(id), 0)::int as id from model_batch where run_id = $1 and shard = $2';

const INTEND = `insert into model_batch (run_id, shard, keys) values ($1, $2, $3) returning ${COLUMNS}`;

const RENEW = `
update model_batch set created_at = now()
where id = $1 and batch_id is null and ending is null and created_at <= now() - make_interval(secs => $2)`;

const FRUITLESS = `
select count(*)::int as count from model_batch
where run_id = $1 and shard = $2 and ending = 'fruitless'
  and id > coalesce((select max(id) from model_batch where run_id = $1 and shard = $2 and ending = 'collected'), 0)`;
