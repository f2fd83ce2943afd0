import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

/** What became of a wish to set money aside, in millionths of a US dollar; `granted` 0 where nothing could be. */
export interface Reservation {
  readonly granted: number;
  readonly spent: number;
  readonly allowed: number;
}

/**
 * Sets money aside for a shard: what it wishes, or else the least that it can do with, unless that might cross what its run may
 * spend, which is its budget, and as much again for each time that somebody had it resumed at the end of it. A refusal is
 * recorded.
 */
export async function reserveBudget(
  db: Database,
  run: { readonly runId: number; readonly shard: number },
  { wish, least }: { readonly wish: number; readonly least: number },
  budget: number,
): Promise<Reservation> {
  const { runId, shard } = run;
  return inTransaction(db, async (client) => {
    await lockInTransaction(client, `budget ${runId}`);
    const { rows } = await client.query<{ spent: number; reserved: number; resumed: number }>(STATE, [runId]);
    const { spent = 0, reserved = 0, resumed = 0 } = rows[0] ?? {};
    const allowed = budget * (1 + resumed);
    const granted = [wish, least].find((amount) => spent + reserved + amount <= allowed) ?? 0;
    if (granted > 0) await client.query(RESERVE, [runId, shard, granted]);
    else await client.query(STOP, [runId, resumed + 1]);
    return { granted, spent, allowed };
  });
}

/** Gives back what a shard has set aside: so much of it, or all (null). */
export async function settleBudget(
  db: Database,
  { runId, shard }: { readonly runId: number; readonly shard: number },
  microUsd: number | null,
): Promise<void> {
  await db.pool.query(SETTLE, [runId, shard, microUsd]);
}

const STATE = `
select
  (select coalesce(sum(micro_usd), 0) from model_answer where run_id = $1)::float8 as spent,
  (select coalesce(sum(micro_usd), 0) from budget_reservation where run_id = $1)::float8 as reserved,
  (select count(*) from budget_stop s where s.run_id = $1 and exists (
    select from (select action, row_number() over (order by id) as n from run_decision where run_id = $1) d
    where d.n > s.decisions and d.action = 'resume'))::int as resumed`;

const STOP = `
insert into budget_stop (run_id, number, decisions)
values ($1, $2, (select count(*) from run_decision where run_id = $1)) on conflict do nothing`;

const RESERVE = `
insert into budget_reservation (run_id, shard, micro_usd) values ($1, $2, $3)
on conflict (run_id, shard) do update set micro_usd = budget_reservation.micro_usd + excluded.micro_usd`;

const SETTLE = `
update budget_reservation set micro_usd = greatest(0, micro_usd - coalesce($3::bigint, micro_usd)) where run_id = $1 and shard = $2`;
