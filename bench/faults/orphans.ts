import type { Database } from '../../src/store/database.js';

/** Rows that belong to nobody once every run has ended: by name, the SQL that counts them. Foreign keys hold the rest. */
const ORPHANS: Readonly<Record<string, string>> = {
  'runs that have not finished': `select from run where status <> 'finished' or finished_at is null or sample_id is null
    or snapshot_id is null or release_id is null`,
  'stages of no run that finished': `select from run_stage s join run r on r.id = s.run_id where r.status <> 'finished'`,
  'samples of no run': 'select from sample s where not exists (select from run r where r.sample_id = s.id)',
  'samples without all their members': `select from sample s where s.drawn <> (select count(*) from sample_member m
    where m.sample_id = s.id) or s.shards <> (select count(distinct shard) from sample_member m where m.sample_id = s.id)`,
  'members of no version': `select from sample_member m where not exists (
    select from conversation_version v where v.id = m.version_id)`,
  'members without a label': `select from sample_member m join run r on r.sample_id = m.sample_id where not exists (
    select from label l where l.labeller_id = r.labeller_id and l.content_hash = m.content_hash)`,
  'labels of no member': `select from label l where not exists (
    select from sample_member m where m.content_hash = l.content_hash)`,
  'labellers of no run': 'select from labeller l where not exists (select from run r where r.labeller_id = l.id)',
  'methods of no run': 'select from method m where not exists (select from run r where r.method_id = m.id)',
  'snapshots of no run': 'select from snapshot s where not exists (select from run r where r.snapshot_id = s.id)',
  'snapshots that are not frozen': 'select from snapshot where frozen_at is null or content_hash is null',
  'snapshots without tallies, cells or counts': `select from snapshot s where not exists (
    select from tally t where t.snapshot_id = s.id) or not exists (select from cell c where c.snapshot_id = s.id)
    or not exists (select from frame_count f where f.snapshot_id = s.id)`,
  'keys of no cell and no delta': `select from cell_key k where not exists (
    select from cell c where c.cell_key_id = k.id) and not exists (select from delta d where d.cell_key_id = k.id)`,
  'comparisons of no run': 'select from comparison c where not exists (select from run r where r.comparison_id = c.id)',
  'comparisons that are not frozen': 'select from comparison where frozen_at is null',
  'releases of no run': 'select from release e where not exists (select from run r where r.release_id = e.id)',
  'releases without a mail for each subscriber': `select from release e join subscriber s on s.index_id = e.index_id
    where not exists (select from outbox o where o.release_id = e.id and o.subscriber_id = s.id)`,
  'mails that are still to go': `select from outbox where status in ('queued', 'sending')`,
  'answers that no run has paid for': 'select from model_answer where run_id is null',
  'batches that were intended and never ended': 'select from model_batch where ending is null',
  'money that is still set aside': 'select from budget_reservation where micro_usd <> 0',
  'versions without a text': `select from conversation_version v where not exists (
    select from conversation_text t where t.version_id = v.id)`,
  'texts of no version': `select from conversation_text t where not exists (
    select from conversation_version v where v.id = t.version_id)`,
};

/** What belongs to nobody, by name, and how many; empty where nothing does. */
export async function findOrphans(db: Database): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, sql] of Object.entries(ORPHANS)) {
    const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from (${sql}) as orphan`);
    const n = rows[0]?.n ?? 0;
    if (n > 0) found[name] = n;
  }
  return found;
}
