import { normaliseConfig } from '../src/config.js';
import { MODES } from '../src/label/labeller.js';
import { countTallies } from '../src/measures/count.js';
import { methodParts } from '../src/measures/method.js';
import { parsePeriod, periodBounds } from '../src/period.js';
import type { Database } from '../src/store/database.js';
import { openDatabase } from '../src/store/database.js';
import { recordIndexVersion } from '../src/store/indices.js';
import { readLabelled } from '../src/store/labelled.js';
import { knownLabels, saveLabels } from '../src/store/labels.js';
import { recordLabeller, recordMethod } from '../src/store/methods.js';
import { currentBatch, drawSample, readShard } from '../src/store/samples.js';
import { openSnapshot } from '../src/store/snapshots.js';
import { readCounts, readSampleFrame, saveCounts } from '../src/store/tallies.js';
import { loadTaxonomy, saveTaxonomy } from '../src/store/taxonomies.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';
import { withBenchDatabase } from './bench-database.js';

// What one release reads of a database that holds a year: rows read of each large table, for each conversation of the
// period, while a sample is drawn, labelled and counted; and the scans that Postgres planned. A query that went over other
// periods would read twelve times as many.
// node dist/bench/year.js [conversations a month]

const PER_MONTH = Number(process.argv[2] ?? 100_000);
const PERIOD = parsePeriod('2026-05');
const SIZE = 10_000;
const CONFIG = normaliseConfig({ indices: { bench: { sampling: { size: SIZE } } } });
const TABLES = ['conversation', 'conversation_version', 'account', 'label', 'sample_member'];

/** Twelve months of conversations without the way through an import: this is about reading. */
async function fillYear({ pool }: Database): Promise<void> {
  await pool.query(`insert into source (name) values ('bench')`);
  await pool.query(
    `insert into account (source_id, pseudonym, replicate, first_started_at)
     select 1, substring(sha256(i::text::bytea) for 16), i % 256, '2026-01-01' from generate_series(1, $1::int / 5) i`,
    [PER_MONTH],
  );
  await pool.query(
    `insert into import_batch (format, file_name, file_hash, started_at, finished_at, read, added, grown, unchanged, refused)
     values ('jsonl', 'bench', 'bench', now(), now(), $1, $1, 0, 0, 0)`,
    [12 * PER_MONTH],
  );
  for (let month = 1; month <= 12; month += 1) await fillMonth({ pool }, `2026-${String(month).padStart(2, '0')}-01`);
  await pool.query('vacuum analyze');
}

async function fillMonth({ pool }: Pick<Database, 'pool'>, month: string): Promise<void> {
  const table = `conversation_text_${month.slice(0, 7).replace('-', '_')}`;
  await pool.query(
    `create table if not exists ${table} partition of conversation_text for values from ('${month}') to ('${month}'::date + interval '1 month')`,
  );
  await pool.query(
    `with added as (
       insert into conversation (source_id, external_id, account_id, started_at)
       select 1, $1 || i, 1 + (i::bigint * 7919) % ($2::int / 5), $1::timestamptz + i % 28 * interval '1 day' from generate_series(1, $2::int) i
       returning id, external_id, started_at
     ), versions as (
       insert into conversation_version (conversation_id, batch_id, started_at, content_hash, turns, user_characters, characters)
       select id, 1, started_at, substring(sha256(external_id::bytea) for 16), 2, 20, 40 from added returning id
     )
     insert into conversation_text (version_id, month, body) select id, $1::date, '[]' from versions`,
    [month, PER_MONTH],
  );
}

/** Draws, labels and counts one month, as the stages of a run do. */
async function runMonth(db: Database): Promise<void> {
  const { taxonomy: starter, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, starter, activities);
  const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, starter.name);
  const definition = CONFIG.indices['bench'];
  if (!definition) throw new Error('The bench has no index.');
  const { indexId, indexVersionId } = await recordIndexVersion(db, 'bench', definition);
  const identity = { name: 'bench', version: '1', taxonomy: starter.name, rules: {} };
  const labellerId = await recordLabeller(db, identity, taxonomyId);
  const { methodId } = await recordMethod(db, methodParts(definition, identity, taxonomy.contentHash));
  const batchId = (await currentBatch(db)) ?? 0;
  const bounds = periodBounds(PERIOD, 'UTC');
  const sample = await drawSample(db, {
    ...definition,
    indexVersionId,
    period: PERIOD,
    bounds,
    batchId,
    shardSize: 1000,
  });
  for (let shard = 0; shard < sample.shards; shard += 1) {
    const members = await readShard(db, sample.id, shard);
    await knownLabels(
      db,
      labellerId,
      members.map(({ contentHash }) => contentHash),
    );
    const results = members.map(({ contentHash }, i) => ({
      key: contentHash,
      label: {
        outcome: 'task' as const,
        task: taxonomy.tasks[i % 97]?.code ?? null,
        alternatives: [],
        mode: MODES[i % 6] ?? 'none',
        useCase: 'work' as const,
        confidence: { task: 1, mode: 1, useCase: 1 },
      },
    }));
    await saveLabels(db, labellerId, taxonomyId, results);
  }
  const snapshotId = await openSnapshot(db, { indexId, period: PERIOD, methodId, sampleId: sample.id });
  const labelled = await readLabelled(db, { sampleId: sample.id, labellerId, taxonomyId }, taxonomy);
  const frame = await readSampleFrame(db, sample.id);
  await saveCounts(db, snapshotId, { tallies: countTallies(labelled, taxonomy), frame });
  await readCounts(db, snapshotId);
}

/** The same, on connections that explain their statements and are closed at the end, so that all is counted. */
async function explained(url: string): Promise<ReadonlySet<string>> {
  const explaining = new URL(url);
  const settings = ['log_min_duration=0', 'log_nested_statements=on'].map((setting) => `-c auto_explain.${setting}`);
  explaining.searchParams.set(
    'options',
    `-c session_preload_libraries=auto_explain ${settings.join(' ')} -c client_min_messages=log`,
  );
  const db = openDatabase(explaining.href);
  const scans = new Set<string>();
  db.pool.on('connect', (client) => {
    client.on('notice', ({ message }) => {
      for (const scan of message?.matchAll(
        /(?:Seq|Index|Index Only|Bitmap Heap) Scan (?:Backward )?(?:using \S+ )?on (?:conversation|account)\S*/g,
      ) ?? [])
        scans.add(scan[0]);
    });
  });
  await runMonth(db);
  await db.close();
  return scans;
}

async function rowsRead({ pool }: Database): Promise<Record<string, number>> {
  await pool.query('select pg_stat_clear_snapshot()');
  const { rows } = await pool.query<{ name: string; read: number }>(
    `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as read from pg_stat_user_tables
     where relname = any ($1) or relname like 'conversation_text%'`,
    [TABLES],
  );
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]));
}

const figures = await withBenchDatabase('year', async (db) => {
  await fillYear(db);
  const before = await rowsRead(db);
  const scans = await explained(db.url);
  const after = await rowsRead(db);
  const read = Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const);
  return {
    bench: 'year',
    conversations: 12 * PER_MONTH,
    ofPeriod: PER_MONTH,
    sampled: Math.min(SIZE, PER_MONTH),
    rowsReadPerConversationOfPeriod: Object.fromEntries(
      read.filter(([, rows]) => rows > 0).map(([table, rows]) => [table, Math.round((100 * rows) / PER_MONTH) / 100]),
    ),
    scans: [...scans].sort(),
  };
});
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
