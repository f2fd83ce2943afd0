import type { PoolClient } from 'pg';
import type { ExclusionRules, SamplingRule } from '../config.js';
import type { Turn } from '../conversations/conversation.js';
import { allocate } from '../sample/allocation.js';
import { SEPARATOR } from '../sample/draw.js';
import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

export interface SampleRequest {
  readonly indexVersionId: number;
  readonly period: string;
  readonly bounds: { readonly start: Date; readonly end: Date };
  readonly sources: 'all' | readonly string[];
  readonly seed: string;
  /** Conversations are taken as they were known up to this import. */
  readonly batchId: number;
  readonly sampling: SamplingRule;
  readonly exclusions: ExclusionRules;
  readonly shardSize: number;
}

export interface SampleSummary {
  readonly id: number;
  readonly frameSize: number;
  readonly drawn: number;
  readonly shards: number;
}

export interface ShardMember {
  /** Content hash in hex. */
  readonly contentHash: string;
  /** Null where retention has removed the text. */
  readonly turns: readonly Turn[] | null;
}

/** The newest finished import; null before the first. */
export async function currentBatch(db: Database): Promise<number | null> {
  const { _max } = await db.prisma.importBatch.aggregate({ _max: { id: true } });
  return _max.id;
}

/** The import up to which a run knew conversations; null where it has drawn no sample. */
export async function batchOf(db: Database, runId: number): Promise<number | null> {
  const run = await db.prisma.run.findUnique({
    where: { id: runId },
    select: { sample: { select: { batchId: true } } },
  });
  return run?.sample?.batchId ?? null;
}

/** What a labeller knows already of a sample, and what it could not be told any more. */
export interface LabelStock {
  readonly contents: number;
  readonly labelled: number;
  /** Without a label, and the text is gone. */
  readonly lost: number;
}

/** Counts the distinct contents of a sample by whether a labeller has answered them, and whether their text is there. */
export async function labelStock(db: Database, sampleId: number, labellerId: number): Promise<LabelStock> {
  const { rows } = await db.pool.query<LabelStock>(STOCK, [sampleId, labellerId]);
  return rows[0] ?? { contents: 0, labelled: 0, lost: 0 };
}

/**
 * Draws a sample, or finds the one that was drawn for the same index version, period, seed and import. Conversations come
 * in the order of `drawKey`, by stratum in proportion; what is left out is counted by reason.
 */
export async function drawSample(db: Database, request: SampleRequest): Promise<SampleSummary> {
  return inTransaction(db, async (client) => {
    const { indexVersionId, period, seed, batchId } = request;
    await lockInTransaction(client, `sample ${indexVersionId} ${period} ${seed} ${batchId}`);
    const existing = await client.query<SampleSummary>(FIND, [indexVersionId, period, seed, batchId]);
    return existing.rows[0] ?? drawAnew(client, request);
  });
}

async function drawAnew(client: PoolClient, request: SampleRequest): Promise<SampleSummary> {
  await fillFrame(client, request);
  const { rows: strata } = await client.query<{ number: number; key: string; size: number }>(STRATA);
  const quotas = allocate(
    strata.map((stratum) => stratum.size),
    request.sampling.size,
  );
  const frameSize = strata.reduce((sum, stratum) => sum + stratum.size, 0);
  const drawn = quotas.reduce((sum, quota) => sum + quota, 0);
  const shards = Math.ceil(drawn / request.shardSize);
  const { indexVersionId, period, seed, batchId } = request;
  const inserted = await client.query<SampleSummary>(INSERT, [
    indexVersionId,
    period,
    seed,
    batchId,
    frameSize,
    drawn,
    shards,
  ]);
  const [sample] = inserted.rows;
  if (!sample) throw new Error('The sample was not recorded.');
  await client.query(INSERT_EXCLUSIONS, [sample.id]);
  const allocation = strata.map((stratum, h) => ({ ...stratum, drawn: quotas[h] ?? 0 }));
  await client.query(INSERT_STRATA, [sample.id, JSON.stringify(allocation)]);
  await client.query(INSERT_MEMBERS, [sample.id, request.shardSize]);
  await client.query(INSERT_FRAME_COUNTS, [sample.id]);
  return sample;
}

async function fillFrame(client: PoolClient, request: SampleRequest): Promise<void> {
  const { bounds, sources, batchId, seed, sampling, exclusions } = request;
  await client.query(CREATE_FRAME);
  await client.query(FILL_FRAME, [
    bounds.start,
    bounds.end,
    batchId,
    sources === 'all' ? null : sources,
    seed,
    SEPARATOR,
    exclusions.minUserCharacters,
    sampling.accountCap,
    sampling.strata === 'source',
  ]);
  // The planner knows nothing of a table that has just been filled.
  await client.query('analyze frame');
}

/** @throws when there is no sample of that id */
export async function readSample(db: Database, sampleId: number): Promise<SampleSummary> {
  return db.prisma.sample.findUniqueOrThrow({
    where: { id: sampleId },
    select: { id: true, frameSize: true, drawn: true, shards: true },
  });
}

/** The members of one shard in the order of the draw, with their turns. Reads no month but theirs. */
export async function readShard(db: Database, sampleId: number, shard: number): Promise<ShardMember[]> {
  const { rows: members } = await db.pool.query<{ contentHash: string; versionId: string; month: string }>(
    READ_MEMBERS,
    [sampleId, shard],
  );
  const months = [...new Set(members.map((member) => member.month))];
  const { rows: texts } = await db.pool.query<{ versionId: string; body: string }>(READ_TEXTS, [
    months,
    members.map((member) => member.versionId),
  ]);
  const bodies = new Map(texts.map((text) => [text.versionId, text.body]));
  return members.map(({ contentHash, versionId }) => {
    const body = bodies.get(versionId);
    return { contentHash, turns: body === undefined ? null : parseTurns(body) };
  });
}

/** Of the contents (hex) that several shards of a sample hold, the shard that is to label them: the first. */
export async function readTwins(db: Database, sampleId: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.pool.query<{ contentHash: string; shard: number }>(READ_TWINS, [sampleId]);
  return new Map(rows.map(({ contentHash, shard }) => [contentHash, shard]));
}

function parseTurns(body: string): readonly Turn[] {
  return JSON.parse(body);
}

const READ_TWINS = `
select encode(content_hash, 'hex') as "contentHash", min(shard) as shard from sample_member where sample_id = $1
group by content_hash having min(shard) < max(shard)`;

const FIND = `
select id, frame_size as "frameSize", drawn, shards from sample
where index_version_id = $1 and period = $2 and seed = $3 and batch_id = $4`;

const CREATE_FRAME = `
create temp table frame (
  version_id bigint, account_id bigint, replicate smallint, new_account boolean, content_hash bytea,
  started_at timestamptz, stratum_key text, draw_key bytea, exclusion text
) on commit drop`;

/** One pass over the period by the index on its beginning; each conversation in its latest version known then. */
const FILL_FRAME = `
insert into frame
with known as (
  select v.id as version_id, c.account_id, a.replicate, a.first_started_at >= $1 as new_account, v.content_hash,
    c.started_at, case when $9 then s.name else '' end as stratum_key,
    sha256(convert_to($5 || $6 || s.name || $6 || c.external_id, 'UTF8')) as draw_key,
    case when v.user_characters < $7 then 'too_short' end as exclusion
  from conversation c
  join source s on s.id = c.source_id
  join account a on a.id = c.account_id
  cross join lateral (
    select v.id, v.content_hash, v.user_characters from conversation_version v
    where v.conversation_id = c.id and v.batch_id <= $3 order by v.batch_id desc limit 1
  ) v
  where c.started_at >= $1 and c.started_at < $2 and ($4::text[] is null or s.name = any ($4))
), ranked as (
  select *, row_number() over (partition by account_id, exclusion order by draw_key) as place from known
)
select version_id, account_id, replicate, new_account, content_hash, started_at, stratum_key, draw_key,
  coalesce(exclusion, case when place > $8::int then 'over_account_cap' end)
from ranked`;

const STRATA = `
select (row_number() over (order by stratum_key collate "C") - 1)::int as number, stratum_key as key, count(*)::int as size
from frame where exclusion is null group by stratum_key order by stratum_key collate "C"`;

const INSERT = `
insert into sample (index_version_id, period, seed, batch_id, frame_size, drawn, shards)
values ($1, $2, $3, $4, $5, $6, $7)
returning id, frame_size as "frameSize", drawn, shards`;

const INSERT_EXCLUSIONS = `
insert into sample_exclusion (sample_id, reason, count)
select $1, exclusion, count(*) from frame where exclusion is not null group by exclusion`;

const INSERT_STRATA = `
insert into stratum (sample_id, number, key, frame_size, drawn)
select $1, h.number, h.key, h.size, h.drawn from jsonb_to_recordset($2::jsonb) as h (number int, key text, size int, drawn int)`;

const INSERT_MEMBERS = `
insert into sample_member (sample_id, shard, position, version_id, account_id, replicate, stratum, new_account, content_hash, started_at)
select $1, (place - 1) / $2::int, (place - 1) % $2::int, version_id, account_id, replicate, number, new_account, content_hash, started_at
from (
  select drawn.*, row_number() over (order by draw_key) as place
  from (
    select f.*, h.number, h.drawn as quota, row_number() over (partition by h.number order by f.draw_key) as turn
    from frame f join stratum h on h.sample_id = $1 and h.key = f.stratum_key
    where f.exclusion is null
  ) drawn
  where turn <= quota
) ordered`;

const INSERT_FRAME_COUNTS = `
insert into sample_frame_count (sample_id, stratum, replicate, frame_n, drawn_n, accounts)
select $1, h.number, f.replicate, count(*), coalesce(max(d.n), 0), coalesce(max(d.accounts), 0)
from frame f
join stratum h on h.sample_id = $1 and h.key = f.stratum_key
left join (
  select stratum, replicate, count(*) as n, count(distinct account_id) as accounts
  from sample_member where sample_id = $1 group by stratum, replicate
) d on d.stratum = h.number and d.replicate = f.replicate
where f.exclusion is null
group by h.number, f.replicate`;

const READ_MEMBERS = `
select encode(content_hash, 'hex') as "contentHash", version_id as "versionId",
  to_char(date_trunc('month', started_at at time zone 'UTC'), 'YYYY-MM-DD') as month
from sample_member where sample_id = $1 and shard = $2 order by position`;

const STOCK = `
with content as (
  select m.content_hash, bool_or(t.version_id is not null) as text from sample_member m
  left join conversation_text t
    on t.version_id = m.version_id and t.month = date_trunc('month', m.started_at at time zone 'UTC')::date
  where m.sample_id = $1 group by m.content_hash
)
select count(*)::int as contents, count(l.content_hash)::int as labelled,
  (count(*) filter (where l.content_hash is null and not c.text))::int as lost
from content c left join label l on l.labeller_id = $2 and l.content_hash = c.content_hash`;

/** The months are given by value, so that the planner leaves all other partitions out. */
const READ_TEXTS = `
select version_id as "versionId", body from conversation_text where month = any ($1::date[]) and version_id = any ($2::bigint[])`;

/** How many conversations of all sources began within bounds. */
export async function countConversations(
  db: Database,
  { start, end }: { readonly start: Date; readonly end: Date },
): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    'select count(*)::int as n from conversation where started_at >= $1 and started_at < $2',
    [start, end],
  );
  return rows[0]?.n ?? 0;
}

/** The months that conversations began in, the newest first, at most `limit`. */
export async function importedMonths(db: Database, timeZone: string, limit: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ month: string }>(
    "select distinct to_char(started_at at time zone $1, 'YYYY-MM') as month from conversation order by 1 desc limit $2",
    [timeZone, limit],
  );
  return rows.map(({ month }) => month);
}
