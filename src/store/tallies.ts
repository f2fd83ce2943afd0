import type { PoolClient } from 'pg';
import { MODES, USE_CASES } from '../label/labeller.js';
import { ALL_STRATA, type Counts, type FrameCount, type Tally } from '../measures/tally.js';
import { MODE_CLASSES, OUTCOMES } from '../measures/universe.js';
import type { Database } from './database.js';
import { inTransaction } from './transaction.js';

export interface TallySource {
  readonly sampleId: number;
  readonly labellerId: number;
  readonly taxonomyId: number;
}

/**
 * Counts a labelled sample into the tallies of a snapshot: labels are read once, into counts by account; every facet is
 * counted from these. What an interrupted attempt left is counted anew.
 * @throws when a member of the sample has no label
 */
export async function saveTallies(db: Database, snapshotId: number, source: TallySource): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query('delete from tally where snapshot_id = $1', [snapshotId]);
    await client.query('delete from frame_count where snapshot_id = $1', [snapshotId]);
    await client.query(COPY_FRAME, [snapshotId, source.sampleId]);
    await client.query(CREATE_WORKING_TABLES);
    await client.query(FILL_DRAWN_ACCOUNT, [source.sampleId]);
    await client.query(FILL_HOLDER, [source.taxonomyId]);
    await client.query(FILL_LABELLED, [source.sampleId, source.labellerId]);
    await client.query('analyze drawn_account, holder, labelled');
    await refuseUnlabelled(client, source.sampleId);
    const { rows } = await client.query<{ strata: number }>(
      'select count(*)::int as strata from stratum where sample_id = $1',
      [source.sampleId],
    );
    // What is sorted once, by key and replicate, need not be hashed and sorted again at every level.
    await client.query('set local enable_hashagg = off');
    for (const facet of FACETS) {
      await client.query(countFacet(facet, (rows[0]?.strata ?? 0) > 1), [
        snapshotId,
        ...(facet.names ? [facet.names] : []),
      ]);
    }
  });
}

async function refuseUnlabelled(client: PoolClient, sampleId: number): Promise<void> {
  const { rows } = await client.query<{ missing: number }>(
    'select (select drawn from sample where id = $1) - (select coalesce(sum(n), 0)::int from labelled) as missing',
    [sampleId],
  );
  const missing = rows[0]?.missing ?? 0;
  if (missing !== 0) throw new Error(`${missing} conversations of sample ${sampleId} have no label.`);
}

const COPY_FRAME = `
insert into frame_count (snapshot_id, stratum, replicate, frame_n, drawn_n, accounts)
select $1, stratum, replicate, frame_n, drawn_n, accounts from sample_frame_count where sample_id = $2`;

/** Keys are narrow numbers until the very end, for what is grouped and sorted most is counts by account. */
const CREATE_WORKING_TABLES = `
create temp table drawn_account (
  account_id bigint, turn int, replicate smallint, stratum smallint, cohort smallint, account_group bit(256)
) on commit drop;
create temp table holder (task_text_id int, occupation_id int, group_id int) on commit drop;
create temp table labelled (
  outcome smallint, task_text_id int, mode smallint, use_case smallint, turn int, n int, record_keys bigint
) on commit drop`;

/**
 * An account's turn in the draw is that of its first conversation, and puts it into one of 256 groups. It belongs to one source,
 * so it has one stratum.
 */
const FILL_DRAWN_ACCOUNT = `
insert into drawn_account
select account_id, turn, replicate, stratum, cohort, set_bit(repeat('0', 256)::bit(256), (turn - 1) % 256, 1)
from (
  select account_id, (row_number() over (order by min(shard * 100000 + position)))::int as turn, min(replicate) as replicate,
    min(stratum) as stratum, case when bool_or(new_account) then -2 else -3 end as cohort
  from sample_member where sample_id = $1 group by account_id
) a`;

/** A major group is known by the first of its occupations. */
const FILL_HOLDER = `
insert into holder
select distinct k.task_text_id, o.id, o.group_id from task k
join (select id, min(id) over (partition by major_group) as group_id from occupation where taxonomy_id = $1) o on o.id = k.occupation_id`;

/** The record key of a conversation is the first four bytes of its keyed content hash. */
const FILL_LABELLED = `
insert into labelled
select l.outcome, l.task_text_id, l.mode, l.use_case, a.turn, count(*),
  sum((get_byte(m.content_hash, 0)::bigint << 24) + (get_byte(m.content_hash, 1) << 16) + (get_byte(m.content_hash, 2) << 8) + get_byte(m.content_hash, 3))
from sample_member m
join drawn_account a using (account_id)
join label l on l.labeller_id = $2 and l.content_hash = m.content_hash
where m.sample_id = $1
group by 1, 2, 3, 4, 5`;

/** How a facet is read from `labelled` (as x): its keys, and which rows belong to it; how keys are named. */
interface FacetQuery {
  readonly facet: string;
  readonly level: string;
  readonly key: string;
  readonly key2?: string;
  readonly from: string;
  /** Name of a counted key (as c). */
  readonly name: string;
  readonly name2?: string;
  /** What the names are looked up in, as parameter $2. */
  readonly names?: readonly string[];
  readonly byCohort: boolean;
}

/** Modes and use cases are told of conversations with a task: one population for all shares. */
const WITH_TASK = 'labelled x where x.outcome = 0';
const HELD = (column: string) =>
  `labelled x join (select distinct task_text_id, ${column} from holder) h using (task_text_id) where x.outcome = 0`;
const LISTED = '($2::text[])[c.key + 1]';
const TASK_CODE = '(select t.code from task_text t where t.id = c.key)';

const FACETS: readonly FacetQuery[] = [
  {
    facet: 'outcome',
    level: 'outcome',
    key: 'x.outcome',
    from: 'labelled x',
    name: LISTED,
    names: OUTCOMES,
    byCohort: true,
  },
  { facet: 'task', level: 'task', key: 'x.task_text_id', from: WITH_TASK, name: TASK_CODE, byCohort: false },
  {
    facet: 'occupation',
    level: 'occupation',
    key: 'h.occupation_id',
    from: HELD('occupation_id'),
    name: '(select o.code from occupation o where o.id = c.key)',
    byCohort: false,
  },
  {
    facet: 'occupation',
    level: 'major_group',
    key: 'h.group_id',
    from: HELD('group_id'),
    name: '(select o.major_group from occupation o where o.id = c.key)',
    byCohort: true,
  },
  { facet: 'mode', level: 'mode', key: 'x.mode', from: WITH_TASK, name: LISTED, names: MODES, byCohort: true },
  {
    facet: 'mode',
    level: 'mode_class',
    key: 'case when x.mode <= 2 then 0 else 1 end',
    from: `${WITH_TASK} and x.mode > 0`,
    name: LISTED,
    names: MODE_CLASSES,
    byCohort: true,
  },
  {
    facet: 'use_case',
    level: 'use_case',
    key: 'x.use_case',
    from: WITH_TASK,
    name: LISTED,
    names: USE_CASES,
    byCohort: false,
  },
  {
    facet: 'task_mode',
    level: 'task',
    key: 'x.task_text_id',
    key2: 'x.mode',
    from: WITH_TASK,
    name: TASK_CODE,
    name2: '($2::text[])[c.key2 + 1]',
    names: MODES,
    byCohort: false,
  },
];

/** What an account is counted under: everything, its stratum (0 and up), its cohort. */
function scopes({ byCohort }: FacetQuery, stratified: boolean): string {
  return ['-1::smallint', ...(stratified ? ['a.stratum'] : []), ...(byCohort ? ['a.cohort'] : [])].join(', ');
}

/** Counts by account, then by replicate, then by key: accounts are distinct at every level, and only integers are added. */
function countFacet(facet: FacetQuery, stratified: boolean): string {
  return `
insert into tally (snapshot_id, facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2, record_key_sum,
  account_groups, replicates, replicate_n, replicate_m)
with per_account as (
  select ${facet.key} as key, ${facet.key2 ?? '0'} as key2, x.turn, sum(x.n)::int as n, sum(x.record_keys)::bigint as record_keys
  from ${facet.from}
  group by 1, 2, 3
), ranked as (
  select p.key, p.key2, s.scope, a.replicate, a.account_group, p.n, p.record_keys,
    row_number() over (partition by p.key, p.key2, s.scope, a.replicate order by p.n desc) as place
  from per_account p join drawn_account a using (turn) cross join lateral unnest(array[${scopes(facet, stratified)}]) as s (scope)
), per_replicate as (
  select key, key2, scope, replicate, sum(n)::int as n, count(*)::int as m, sum(record_keys) as record_keys,
    bit_or(account_group) as account_groups, max(n) filter (where place = 1) as top1, max(n) filter (where place = 2) as top2
  from ranked group by key, key2, scope, replicate
), counted as (
  select key, key2, scope, sum(n) as n, sum(m) as m, max(top1) as top1,
    greatest(max(top2), (array_agg(top1 order by top1 desc))[2], 0) as top2,
    sum(record_keys) as record_keys, bit_or(account_groups) as account_groups, array_agg(replicate order by replicate) as replicates,
    array_agg(n order by replicate) as replicate_n, array_agg(m order by replicate) as replicate_m
  from per_replicate group by key, key2, scope
)
select $1, '${facet.facet}', '${facet.level}', 'GLOBAL', ${facet.name}, ${facet.name2 ?? "''"}, greatest(c.scope, ${ALL_STRATA}), case c.scope when -2 then 'new' when -3 then 'returning' else 'all' end,
  c.n, c.m, c.top1, c.top2,
  c.record_keys, c.account_groups, c.replicates, c.replicate_n, c.replicate_m
from counted c`;
}

interface StoredTally extends Omit<Tally, 'replicates' | 'recordKeySum' | 'accountGroups'> {
  readonly recordKeySum: string;
  readonly accountGroups: string;
  readonly replicates: readonly number[];
  readonly replicateN: readonly number[];
  readonly replicateM: readonly number[];
}

const READ_TALLIES = `
select facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2, record_key_sum as "recordKeySum",
  account_groups as "accountGroups", replicates, replicate_n as "replicateN", replicate_m as "replicateM"
from tally where snapshot_id = $1
order by facet collate "C", level collate "C", geography collate "C", key collate "C", key2 collate "C", stratum, cohort collate "C"`;

const READ_FRAME = `
select stratum, replicate, frame_n as "frameN", drawn_n as "drawnN", accounts from frame_count
where snapshot_id = $1 order by stratum, replicate`;

/** All counts of a snapshot, in a fixed order. */
export async function readCounts(db: Database, snapshotId: number): Promise<Counts> {
  const tallies = await db.pool.query<StoredTally>(READ_TALLIES, [snapshotId]);
  const frame = await db.pool.query<FrameCount>(READ_FRAME, [snapshotId]);
  return { tallies: tallies.rows.map(toTally), frame: frame.rows };
}

function toTally({ replicates, replicateN, replicateM, recordKeySum, accountGroups, ...tally }: StoredTally): Tally {
  return {
    ...tally,
    recordKeySum: BigInt(recordKeySum),
    accountGroups: BigInt(`0b${accountGroups}`),
    replicates: replicates.map((replicate, i) => ({ replicate, n: replicateN[i] ?? 0, m: replicateM[i] ?? 0 })),
  };
}
