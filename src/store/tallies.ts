import type { PoolClient } from 'pg';
import { MODES, USE_CASES } from '../label/labeller.js';
import { ALL_STRATA, type Counts, type FrameCount, type Tally } from '../measures/tally.js';
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
    await client.query(CREATE_LABELLED);
    await client.query(FILL_LABELLED, [source.sampleId, source.labellerId]);
    await client.query('analyze labelled');
    await refuseUnlabelled(client, source.sampleId);
    const { rows } = await client.query<{ strata: number }>(
      'select count(*)::int as strata from stratum where sample_id = $1',
      [source.sampleId],
    );
    for (const facet of FACETS) {
      for (const scope of scopes(facet, rows[0]?.strata ?? 0)) {
        await client.query(countFacet(facet, scope), facet.parameters(snapshotId, source));
      }
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

const CREATE_LABELLED = `
create temp table labelled (
  outcome smallint, task_text_id int, mode smallint, use_case smallint, stratum smallint, cohort text,
  account_id bigint, replicate smallint, geography text, n int, record_keys bigint, account_group bit(256)
) on commit drop`;

/**
 * The record key of a conversation is the first four bytes of its keyed content hash. An account's group follows its turn in
 * the draw, by its first conversation.
 */
const FILL_LABELLED = `
insert into labelled
with turns as (
  select account_id, (row_number() over (order by min(shard * 100000 + position)) - 1) % 256 as turn
  from sample_member where sample_id = $1 group by account_id
)
select l.outcome, l.task_text_id, l.mode, l.use_case, m.stratum, case when m.new_account then 'new' else 'returning' end,
  m.account_id, m.replicate, m.geography, count(*),
  sum((get_byte(m.content_hash, 0)::bigint << 24) + (get_byte(m.content_hash, 1) << 16) + (get_byte(m.content_hash, 2) << 8) + get_byte(m.content_hash, 3)),
  bit_or(set_bit(repeat('0', 256)::bit(256), t.turn::int, 1))
from sample_member m
join turns t using (account_id)
join label l on l.labeller_id = $2 and l.content_hash = m.content_hash
where m.sample_id = $1
group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;

/** How a facet is read from `labelled` (as x): its keys, and which rows belong to it. */
interface FacetQuery {
  readonly facet: string;
  readonly level: string;
  readonly key: string;
  readonly key2: string;
  readonly from: string;
  readonly byCohort: boolean;
  parameters(snapshotId: number, source: TallySource): unknown[];
}

type Scope = 'all' | 'stratum' | 'cohort';

const plain = (snapshotId: number) => [snapshotId];
/** Modes and use cases are told of conversations with a task: one population for all shares. */
const WITH_TASK = 'labelled x where x.outcome = 0';
const HOLDERS = (column: string) => `labelled x
  join (select distinct k.task_text_id, o.${column} as holder from task k join occupation o on o.id = k.occupation_id where o.taxonomy_id = $2) h
  on h.task_text_id = x.task_text_id where x.outcome = 0`;
const withTaxonomy = (snapshotId: number, source: TallySource) => [snapshotId, source.taxonomyId];
const withModes = (snapshotId: number) => [snapshotId, [...MODES]];

const FACETS: readonly FacetQuery[] = [
  {
    facet: 'outcome',
    level: 'outcome',
    key: `(array['with_task', 'none', 'not_classified'])[x.outcome + 1]`,
    key2: `''`,
    from: 'labelled x where true',
    byCohort: true,
    parameters: plain,
  },
  {
    facet: 'task',
    level: 'task',
    key: 't.code',
    key2: `''`,
    from: 'labelled x join task_text t on t.id = x.task_text_id where x.outcome = 0',
    byCohort: false,
    parameters: plain,
  },
  {
    facet: 'occupation',
    level: 'occupation',
    key: 'h.holder',
    key2: `''`,
    from: HOLDERS('code'),
    byCohort: false,
    parameters: withTaxonomy,
  },
  {
    facet: 'occupation',
    level: 'major_group',
    key: 'h.holder',
    key2: `''`,
    from: HOLDERS('major_group'),
    byCohort: true,
    parameters: withTaxonomy,
  },
  {
    facet: 'mode',
    level: 'mode',
    key: '($2::text[])[x.mode + 1]',
    key2: `''`,
    from: WITH_TASK,
    byCohort: true,
    parameters: withModes,
  },
  {
    facet: 'mode',
    level: 'mode_class',
    key: `case when x.mode <= 2 then 'automation' else 'augmentation' end`,
    key2: `''`,
    from: `${WITH_TASK} and x.mode > 0`,
    byCohort: true,
    parameters: plain,
  },
  {
    facet: 'use_case',
    level: 'use_case',
    key: '($2::text[])[x.use_case + 1]',
    key2: `''`,
    from: WITH_TASK,
    byCohort: false,
    parameters: (snapshotId) => [snapshotId, [...USE_CASES]],
  },
  {
    facet: 'task_mode',
    level: 'task',
    key: 't.code',
    key2: '($2::text[])[x.mode + 1]',
    from: 'labelled x join task_text t on t.id = x.task_text_id where x.outcome = 0',
    byCohort: false,
    parameters: withModes,
  },
];

function scopes(facet: FacetQuery, strata: number): Scope[] {
  return ['all', ...(strata > 1 ? (['stratum'] as const) : []), ...(facet.byCohort ? (['cohort'] as const) : [])];
}

/** Counts by account, then by replicate, then by key: accounts are distinct at every level, and only integers are added. */
function countFacet(facet: FacetQuery, scope: Scope): string {
  const stratum = scope === 'stratum' ? 'x.stratum' : `${ALL_STRATA}::smallint`;
  const cohort = scope === 'cohort' ? 'x.cohort' : `'all'`;
  return `
insert into tally (snapshot_id, facet, level, geography, key, key2, stratum, cohort, n, accounts, top1, top2, record_key_sum,
  account_groups, replicates, replicate_n, replicate_m)
with per_account as (
  select ${facet.key} as key, ${facet.key2} as key2, 'GLOBAL' as geography, ${stratum} as stratum, ${cohort} as cohort,
    x.account_id, min(x.replicate) as replicate, sum(x.n)::int as n, sum(x.record_keys) as record_keys,
    bit_or(x.account_group) as account_group
  from ${facet.from}
  group by 1, 2, 3, 4, 5, 6
), ranked as (
  select *, row_number() over (partition by key, key2, geography, stratum, cohort order by n desc) as place from per_account
), per_replicate as (
  select key, key2, geography, stratum, cohort, replicate, sum(n)::int as n, count(*)::int as m, sum(record_keys) as record_keys,
    bit_or(account_group) as account_groups, max(n) filter (where place = 1) as top1, max(n) filter (where place = 2) as top2
  from ranked group by key, key2, geography, stratum, cohort, replicate
)
select $1, '${facet.facet}', '${facet.level}', geography, key, key2, stratum, cohort, sum(n), sum(m), max(top1), coalesce(max(top2), 0),
  sum(record_keys), bit_or(account_groups), array_agg(replicate order by replicate), array_agg(n order by replicate), array_agg(m order by replicate)
from per_replicate group by key, key2, geography, stratum, cohort`;
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
