import type { PoolClient } from 'pg';
import type { LabelFigures } from '../label/figures.js';
import { type Cell, type CellKey, cellId, type InsideReason, placeId } from '../measures/cell.js';
import type { Place } from '../measures/tally.js';
import { type BinaryRows, copyAll } from './copy.js';
import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

export interface SnapshotKey {
  readonly indexId: number;
  readonly period: string;
  readonly methodId: number;
  readonly sampleId: number;
}

export interface FrozenSnapshot {
  readonly snapshotId: number;
  readonly vintage: number;
  /** False where equal content was frozen before: no new vintage was made. */
  readonly fresh: boolean;
}

/** Opens a snapshot to be filled. One that an interrupted attempt left open under the same key is emptied and used again. */
export async function openSnapshot(db: Database, key: SnapshotKey): Promise<number> {
  return inTransaction(db, async (client) => {
    await lockVintages(client, key);
    const left = await client.query<{ id: number }>(
      'select id from snapshot where index_id = $1 and period = $2 and method_id = $3 and sample_id = $4 and frozen_at is null',
      [key.indexId, key.period, key.methodId, key.sampleId],
    );
    if (left.rows[0]) {
      await empty(client, left.rows[0].id);
      return left.rows[0].id;
    }
    const { rows } = await client.query<{ id: number }>(OPEN, [key.indexId, key.period, key.methodId, key.sampleId]);
    return rows[0]?.id ?? Number.NaN;
  });
}

async function empty(client: PoolClient, snapshotId: number): Promise<void> {
  for (const table of ['cell', 'tally', 'frame_count', 'new_task'])
    await client.query(`delete from ${table} where snapshot_id = $1`, [snapshotId]);
}

function lockVintages(client: PoolClient, { indexId, period, methodId }: Omit<SnapshotKey, 'sampleId'>): Promise<void> {
  return lockInTransaction(client, `snapshot ${indexId} ${period} ${methodId}`);
}

const OPEN = `
insert into snapshot (index_id, period, method_id, sample_id, vintage, summary)
select $1, $2, $3, $4, coalesce(max(vintage), 0) + 1, '{}'::jsonb from snapshot where index_id = $1 and period = $2 and method_id = $3
returning id`;

/** Writes cells, interning their keys. One transaction: all of them, or none. */
export async function saveCells(db: Database, snapshotId: number, cells: readonly Cell[]): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query('delete from cell where snapshot_id = $1', [snapshotId]);
    await client.query(CREATE_GIVEN);
    await copyAll(client, `given (${GIVEN_NAMES})`, cells, addCell);
    await client.query('analyze given (facet, level, key, key2, measure)');
    await client.query(INTERN);
    await client.query(SAVE, [snapshotId]);
  });
}

function addCell(rows: BinaryRows, { key, estimate, ...cell }: Cell): void {
  rows.row(18);
  for (const text of [key.facet, key.level, key.geography, key.key, key.key2, key.measure, key.base]) rows.text(text);
  rows.int4(cell.n).int4(cell.accounts);
  const { value, lower, upper, standardError, df, effectiveN } = estimate ?? NO_ESTIMATE;
  for (const number of [value, lower, upper, standardError, df, effectiveN]) rows.float8(number);
  for (const text of [cell.quality, cell.status, cell.insideReason]) rows.text(text);
}

const NO_ESTIMATE = { value: null, lower: null, upper: null, standardError: null, df: null, effectiveN: null };

const KEY_COLUMNS = 'facet, level, geography, key, key2, measure, base';
const NUMBER_COLUMNS =
  'n, accounts, value, lower, upper, standard_error, df, effective_n, quality, status, inside_reason';
const GIVEN_NAMES = `${KEY_COLUMNS}, ${NUMBER_COLUMNS}`;

const CREATE_GIVEN = `
create temp table given (facet text, level text, geography text, key text, key2 text, measure text, base text, n int,
  accounts int, value float8, lower float8, upper float8, standard_error float8, df float8, effective_n float8, quality text,
  status text, inside_reason text) on commit drop`;

const INTERN = `
insert into cell_key (${KEY_COLUMNS})
select ${KEY_COLUMNS} from given except select ${KEY_COLUMNS} from cell_key
on conflict do nothing`;

const SAVE = `
insert into cell (snapshot_id, cell_key_id, ${NUMBER_COLUMNS})
select $1, k.id, ${NUMBER_COLUMNS}
from given g join cell_key k using (${KEY_COLUMNS})`;

/** What is fixed with a snapshot. The figures of its labels describe the method: the content hash does not cover them. */
export interface Freezing {
  readonly contentHash: string;
  readonly labelFigures: LabelFigures | null;
  readonly frozenAt: Date;
}

/**
 * Freezes a snapshot for good. Where equal content was frozen before under the same index, period and method, that one
 * is given back and this one removed: equal content makes no new vintage.
 */
export async function freezeSnapshot(
  db: Database,
  snapshotId: number,
  { contentHash, labelFigures, frozenAt }: Freezing,
): Promise<FrozenSnapshot> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<Omit<SnapshotKey, 'sampleId'> & { vintage: number }>(
      'select index_id as "indexId", period, method_id as "methodId", vintage from snapshot where id = $1',
      [snapshotId],
    );
    const [opened] = rows;
    if (!opened) throw new Error(`There is no snapshot ${snapshotId}.`);
    await lockVintages(client, opened);
    const equal = await client.query<{ id: number; vintage: number }>(
      'select id, vintage from snapshot where index_id = $1 and period = $2 and method_id = $3 and content_hash = $4',
      [opened.indexId, opened.period, opened.methodId, contentHash],
    );
    const [twin] = equal.rows;
    if (!twin) {
      await client.query(
        'update snapshot set content_hash = $2, frozen_at = $3, label_figures = $4::jsonb where id = $1',
        [snapshotId, contentHash, frozenAt, labelFigures && JSON.stringify(labelFigures)],
      );
      return { snapshotId, vintage: opened.vintage, fresh: true };
    }
    if (twin.id !== snapshotId) {
      await empty(client, snapshotId);
      await client.query('delete from snapshot where id = $1', [snapshotId]);
    }
    return { snapshotId: twin.id, vintage: twin.vintage, fresh: false };
  });
}

/** Another labeller or taxonomy counts other things under the same names, and a release without numbers tells none. */
const PUBLISHED_BEFORE = `
with method_of as (
  select m.id, p.definition -> 'labeller' as labeller, p.definition -> 'taxonomy' as taxonomy
  from method m join method_part p on p.id = m.measurement_id
), published as (
  select distinct e.id, k.facet, k.level, k.geography, k.key, k.key2
  from snapshot s
  join method_of now on now.id = s.method_id
  join release r on r.index_id = s.index_id and r.period = s.period
  join snapshot e on e.id = r.snapshot_id
  join method_of old on old.id = e.method_id and old.labeller = now.labeller and old.taxonomy = now.taxonomy
  join cell c on c.snapshot_id = e.id and c.status = 'published'
  join cell_key k on k.id = c.cell_key_id
  where s.id = $1 and ($2::int is null or r.id < $2)
)
select facet, level, geography, key, key2, count(*) = (select count(distinct id) from published) as always
from published group by facet, level, geography, key, key2`;

/**
 * The places (ids) that all releases of a snapshot's index and period have published, of those that published any number by
 * the same labeller and taxonomy; null where there is no such release.
 * @param before a release: it and later ones do not count
 */
export async function publishedBefore(
  db: Database,
  snapshotId: number,
  before: number | null = null,
): Promise<ReadonlySet<string> | null> {
  const { rows } = await db.pool.query<Place & { readonly always: boolean }>(PUBLISHED_BEFORE, [snapshotId, before]);
  return rows.length === 0 ? null : new Set(rows.filter(({ always }) => always).map(placeId));
}

/** A frozen snapshot with its method's parts. @throws when there is none of that id */
export async function readSnapshot(db: Database, snapshotId: number) {
  return db.prisma.snapshot.findUniqueOrThrow({
    where: { id: snapshotId },
    include: { method: { include: { measurement: true, estimation: true, disclosure: true } } },
  });
}

type StoredCell = CellKey & {
  readonly n: number;
  readonly accounts: number;
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly df: number;
  readonly effectiveN: number;
  readonly quality: Cell['quality'];
  readonly status: Cell['status'];
  readonly insideReason: InsideReason | null;
};

const READ = `
select k.facet, k.level, k.geography, k.key, k.key2, k.measure, k.base, c.n, c.accounts, c.value, c.lower, c.upper,
  c.standard_error as "standardError", c.df, c.effective_n as "effectiveN", c.quality, c.status, c.inside_reason as "insideReason"
from cell c join cell_key k on k.id = c.cell_key_id
where c.snapshot_id = $1`;

/** The cells of a snapshot, sorted by `cellId`. */
export async function readCells(db: Database, snapshotId: number): Promise<Cell[]> {
  const { rows } = await db.pool.query<StoredCell>(READ, [snapshotId]);
  const cells = rows.map(toCell).map((cell) => ({ cell, id: cellId(cell.key) }));
  return cells.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ cell }) => cell);
}

function toCell(row: StoredCell): Cell {
  const { n, accounts, value, lower, upper, standardError, df, effectiveN, quality, status, insideReason, ...key } =
    row;
  const estimate = value === null ? null : { value, lower, upper, standardError, df, effectiveN };
  return { key, n, accounts, estimate, quality, status, insideReason };
}
