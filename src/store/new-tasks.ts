import { USE_CASES } from '../label/labeller.js';
import type { Estimate, Quality } from '../measures/cell.js';
import type { NewTask, NewTaskEvent, Predecessor, Untasked } from '../new-tasks/new-task.js';
import type { Database } from './database.js';
import { inTransaction } from './transaction.js';

/** The conversations of a sample that a labeller found no task for, in the order of the draw; described where they are work. */
export async function readUntasked(db: Database, sampleId: number, labellerId: number): Promise<Untasked[]> {
  const { rows } = await db.pool.query<Untasked>(UNTASKED, [sampleId, labellerId, USE_CASES.indexOf('work')]);
  return rows;
}

/** Labels are looked up one by one, by both parts of their key: see `readLabelled`. */
const UNTASKED = `
select m.account_id::text as account, m.replicate, m.stratum,
  case when l.use_case = $3 then l.facets ->> 'description' end as description
from sample_member m
cross join lateral (
  select outcome, use_case, facets from label where labeller_id = $2 and content_hash = m.content_hash offset 0
) l
where m.sample_id = $1 and l.outcome = 1
order by m.shard, m.position`;

/** Writes the new tasks of a snapshot that is not frozen yet. */
export async function saveNewTasks(db: Database, snapshotId: number, tasks: readonly NewTask[]): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query('delete from new_task where snapshot_id = $1', [snapshotId]);
    if (tasks.length > 0) await client.query(SAVE, [snapshotId, JSON.stringify(tasks.map(taskRow))]);
  });
}

function taskRow({ size, centroid, ...task }: NewTask) {
  const { value, lower, upper, standardError, df, effectiveN } = size?.estimate ?? {};
  const sizes = { n: size?.n, accounts: size?.accounts, quality: size?.quality };
  const estimate = { value, lower, upper, standard_error: standardError, df, effective_n: effectiveN };
  return { ...task, ...sizes, ...estimate, centroid: Object.fromEntries(centroid) };
}

const COLUMNS =
  'id, words, event, related, n, accounts, value, lower, upper, standard_error, df, effective_n, quality, centroid';

const SAVE = `
insert into new_task (snapshot_id, ${COLUMNS})
select $1, ${COLUMNS} from jsonb_to_recordset($2::jsonb) as r (id text, words text[], event text, related text[], n int, accounts int,
  value float8, lower float8, upper float8, standard_error float8, df float8, effective_n float8, quality text, centroid jsonb)`;

type StoredEstimate = Pick<Estimate, 'lower' | 'upper' | 'standardError' | 'df' | 'effectiveN'> & {
  readonly value: number | null;
};

interface StoredTask extends StoredEstimate {
  readonly id: string;
  readonly words: readonly string[];
  readonly event: NewTaskEvent;
  readonly related: readonly string[];
  readonly n: number;
  readonly accounts: number;
  readonly quality: Quality;
  readonly centroid: Readonly<Record<string, number>>;
}

const SELECT = `
t.id, t.words, t.event, t.related, t.n, t.accounts, t.quality, t.centroid,
t.value, t.lower, t.upper, t.standard_error as "standardError", t.df, t.effective_n as "effectiveN"`;

/** The new tasks of a snapshot, by id. */
export async function readNewTasks(db: Database, snapshotId: number): Promise<NewTask[]> {
  const { rows } = await db.pool.query<StoredTask>(
    `select ${SELECT} from new_task t where t.snapshot_id = $1 order by t.id collate "C"`,
    [snapshotId],
  );
  return rows.map(toTask);
}

function toTask(row: StoredTask): NewTask {
  const { id, words, event, related, n, accounts, quality } = row;
  const estimate = toEstimate(row);
  const size = estimate && { n, accounts, quality, estimate };
  return { id, words, event, related, size, centroid: new Map(Object.entries(row.centroid)) };
}

function toEstimate({ value, lower, upper, standardError, df, effectiveN }: StoredEstimate): Estimate | null {
  return value === null ? null : { value, lower, upper, standardError, df, effectiveN };
}

/** The releases of a snapshot's index that count: in their newest correction, as far as they were known before release $2. */
const KNOWN = `
known as (
  select distinct on (r.period) r.period, r.snapshot_id from release r join snapshot s on s.id = $1
  where r.index_id = s.index_id and ($2::int is null or r.id < $2)
  order by r.period, r.correction desc
)`;

const PREDECESSORS = `
with ${KNOWN}, before as (
  select k.* from known k join snapshot s on s.id = $1 where k.period < s.period
)
select distinct on (t.id collate "C") ${SELECT}, b.period = (select max(period) from before) as live,
  (select measurement_id from method where id = e.method_id) = (select m.measurement_id from method m join snapshot s on s.method_id = m.id where s.id = $1) as alike
from before b join snapshot e on e.id = b.snapshot_id join new_task t on t.snapshot_id = e.id and t.n is not null
order by t.id collate "C", b.period desc`;

/**
 * What earlier releases of a snapshot's index published, each candidate as it was last, by id.
 * @param before a release: it and later ones do not count
 */
export async function readPredecessors(
  db: Database,
  snapshotId: number,
  before: number | null,
): Promise<Predecessor[]> {
  const { rows } = await db.pool.query<StoredTask & { live: boolean; alike: boolean }>(PREDECESSORS, [
    snapshotId,
    before,
  ]);
  return rows.map((row) => ({
    id: row.id,
    words: row.words,
    centroid: new Map(Object.entries(row.centroid)),
    estimate: row.alike ? toEstimate(row) : null,
    live: row.live,
  }));
}

/** What the newest release of a snapshot's own period published; null where there is none. */
export async function readCorrected(
  db: Database,
  snapshotId: number,
  before: number | null,
): Promise<NewTask[] | null> {
  const { rows } = await db.pool.query<{ snapshotId: number }>(
    `with ${KNOWN} select k.snapshot_id as "snapshotId" from known k join snapshot s on s.id = $1 and s.period = k.period`,
    [snapshotId, before],
  );
  return rows[0] ? readNewTasks(db, rows[0].snapshotId) : null;
}
