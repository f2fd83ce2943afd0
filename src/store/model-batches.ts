import type { BatchIntent, BatchLedger } from '../label/anthropic/batch-ledger.js';
import type { Database } from './database.js';

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
    intend: async (runId, shard, keys) => {
      const { rows } = await db.pool.query<BatchIntent>(
        `insert into model_batch (run_id, shard, keys) values ($1, $2, $3) returning ${COLUMNS}`,
        [runId, shard, keys],
      );
      const [intent] = rows;
      if (!intent) throw new Error('The batch was not written down.');
      return intent;
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

const FRUITLESS = `
select count(*)::int as count from model_batch
where run_id = $1 and shard = $2 and ending = 'fruitless'
  and id > coalesce((select max(id) from model_batch where run_id = $1 and shard = $2 and ending = 'collected'), 0)`;
