import type { Delta, Verdict } from '../diffusion/delta.js';
import { type CellKey, cellId, type Quality } from '../measures/cell.js';
import type { ComparisonContent } from '../release/content.js';
import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

export interface NewComparison {
  readonly fromId: number;
  readonly toId: number;
  readonly kind: 'previous' | 'year' | 'bridge' | 'rerun' | 'external';
  readonly refusal: string | null;
  readonly deltas: readonly Delta[];
}

/** Records a comparison with its deltas and freezes both; one that exists is given back as it is. */
export async function saveComparison(db: Database, comparison: NewComparison, frozenAt: Date): Promise<number> {
  const { fromId, toId, kind, refusal, deltas } = comparison;
  return inTransaction(db, async (client) => {
    await lockInTransaction(client, `comparison ${fromId} ${toId} ${kind}`);
    const existing = await client.query<{ id: number }>(
      'select id from comparison where from_id = $1 and to_id = $2 and kind = $3',
      [fromId, toId, kind],
    );
    if (existing.rows[0]) return existing.rows[0].id;
    const { rows } = await client.query<{ id: number }>(INSERT, [fromId, toId, kind, refusal]);
    const id = rows[0]?.id ?? Number.NaN;
    await client.query(INSERT_DELTAS, [id, JSON.stringify(deltas.map(({ key, ...delta }) => ({ ...key, ...delta })))]);
    await client.query('update comparison set frozen_at = $2 where id = $1', [id, frozenAt]);
    return id;
  });
}

const INSERT = `
insert into comparison (from_id, to_id, kind, from_hash, to_hash, refusal)
select a.id, b.id, $3, a.content_hash, b.content_hash, $4 from snapshot a, snapshot b where a.id = $1 and b.id = $2
returning id`;

const INSERT_DELTAS = `
insert into delta (comparison_id, cell_key_id, delta, lower, upper, standard_error, df, quality, verdict)
select $1, k.id, r.delta, r.lower, r.upper, r."standardError", r.df, r.quality, r.verdict
from jsonb_to_recordset($2::jsonb) as r (facet text, level text, geography text, key text, key2 text, measure text, base text,
  delta float8, lower float8, upper float8, "standardError" float8, df float8, quality text, verdict text)
join cell_key k using (facet, level, geography, key, key2, measure, base)`;

type StoredDelta = CellKey & {
  readonly from: number;
  readonly to: number;
  readonly delta: number;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number;
  readonly df: number;
  readonly quality: Quality;
  readonly verdict: Verdict;
};

const READ_DELTAS = `
select k.facet, k.level, k.geography, k.key, k.key2, k.measure, k.base, a.value as "from", b.value as "to",
  d.delta, d.lower, d.upper, d.standard_error as "standardError", d.df, d.quality, d.verdict
from comparison c
join delta d on d.comparison_id = c.id
join cell_key k on k.id = d.cell_key_id
join cell a on a.snapshot_id = c.from_id and a.cell_key_id = k.id
join cell b on b.snapshot_id = c.to_id and b.cell_key_id = k.id
where c.id = $1`;

/** The deltas of a comparison, sorted by `cellId`. */
export async function readDeltas(db: Database, comparisonId: number): Promise<Delta[]> {
  const { rows } = await db.pool.query<StoredDelta>(READ_DELTAS, [comparisonId]);
  const deltas = rows.map(toDelta).map((delta) => ({ delta, id: cellId(delta.key) }));
  return deltas.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ delta }) => delta);
}

function toDelta(row: StoredDelta): Delta {
  const { facet, level, geography, key, key2, measure, base, ...delta } = row;
  const cellKey = { facet, level, geography, key, key2, measure, base } as CellKey;
  return { key: cellKey, ...delta };
}

/** A comparison as a release tells it: the earlier release by name, the deltas or why there are none. */
export async function readComparisonContent(db: Database, comparisonId: number): Promise<ComparisonContent> {
  const comparison = await db.prisma.comparison.findUniqueOrThrow({
    where: { id: comparisonId },
    include: { from: { include: { releases: { orderBy: { correction: 'desc' }, take: 1 } } } },
  });
  return {
    previousRelease: comparison.from.releases[0]?.name ?? comparison.from.period,
    previousPeriod: comparison.from.period,
    deltas: await readDeltas(db, comparisonId),
    refusal: comparison.refusal,
  };
}
