import type { PoolClient } from 'pg';
import { contentHash } from '../config.js';
import { UserError } from '../errors.js';
import type { ExternalMethod, ExternalSnapshot, ExternalValue } from '../measures/external.js';
import type { Database } from './database.js';
import { inTransaction, lockInTransaction } from './transaction.js';

export interface SavedExternal {
  readonly id: number;
  readonly vintage: number;
  readonly contentHash: string;
  /** False where equal content was saved before. */
  readonly fresh: boolean;
}

/** A release as listed. */
export interface ExternalSummary {
  readonly name: string;
  readonly platform: string;
  readonly vintage: number;
  readonly values: number;
  readonly counts: ExternalMethod['counts'];
  readonly taxonomy: string;
  readonly contentHash: string;
  readonly importedAt: Date;
}

/**
 * Saves somebody else's release and freezes it, all or nothing. Equal content makes no new vintage; other content under the
 * same name does, and the older one stays.
 */
export async function saveExternal(db: Database, snapshot: ExternalSnapshot, importedAt: Date): Promise<SavedExternal> {
  const { name, method } = snapshot;
  const hash = hashOf(snapshot);
  return inTransaction(db, async (client) => {
    await lockInTransaction(client, `external ${name} ${method.platform}`);
    const equal = await client.query<{ id: number; vintage: number }>(
      'select id, vintage from external_snapshot where name = $1 and platform = $2 and content_hash = $3',
      [name, method.platform, hash],
    );
    const [twin] = equal.rows;
    if (twin) return { ...twin, contentHash: hash, fresh: false };
    const opened = await open(client, snapshot, hash, importedAt);
    for (let from = 0; from < snapshot.values.length; from += 5000)
      await client.query(SAVE, [opened.id, JSON.stringify(snapshot.values.slice(from, from + 5000))]);
    await client.query('update external_snapshot set frozen_at = $2 where id = $1', [opened.id, importedAt]);
    return { ...opened, contentHash: hash, fresh: true };
  });
}

async function open(client: PoolClient, snapshot: ExternalSnapshot, hash: string, importedAt: Date) {
  const { name, dateStart, dateEnd, method } = snapshot;
  const { rows } = await client.query<{ id: number; vintage: number }>(OPEN, [
    name,
    method.platform,
    dateStart,
    dateEnd,
    JSON.stringify(method),
    hash,
    importedAt,
  ]);
  return rows[0] ?? { id: Number.NaN, vintage: Number.NaN };
}

const OPEN = `
insert into external_snapshot (name, platform, vintage, date_start, date_end, method, content_hash, imported_at)
select $1, $2, coalesce(max(vintage), 0) + 1, $3, $4, $5::jsonb, $6, $7 from external_snapshot where name = $1 and platform = $2
returning id, vintage`;

const SAVE = `
insert into external_value (external_snapshot_id, facet, level, geography, key, key2, variable, value)
select $1, r.facet, r.level, r.geography, r.key, r.key2, r.variable, r.value
from jsonb_to_recordset($2::jsonb) as r (facet text, level text, geography text, key text, key2 text, variable text, value float8)`;

/** Of the content alone, in an order of its own: rows may come in any. */
function hashOf({ values, ...head }: ExternalSnapshot): string {
  const lines = values.map((one) =>
    JSON.stringify([one.facet, one.level, one.geography, one.key, one.key2, one.variable, one.value]),
  );
  return contentHash({ ...head, lines: lines.sort() });
}

/** The latest vintage of a release. @throws UserError when there is none, or several platforms and none is named */
export async function loadExternal(db: Database, name: string, platform: string | null): Promise<ExternalSnapshot> {
  const { rows } = await db.pool.query<Head>(LATEST, [name, platform]);
  const [head, other] = rows;
  if (!head) throw new UserError(`There is no external release "${name}".`, 'npx tidemark external list');
  if (other) {
    const platforms = rows.map((row) => row.method.platform).join(', ');
    throw new UserError(`"${name}" holds several platforms: ${platforms}.`, `${name}:${head.method.platform}`);
  }
  const { id, ...rest } = head;
  const values = await db.pool.query<ExternalValue>(VALUES, [id]);
  return { name, ...rest, values: values.rows };
}

interface Head {
  readonly id: number;
  readonly dateStart: string | null;
  readonly dateEnd: string | null;
  readonly method: ExternalMethod;
}

const LATEST = `
select distinct on (platform) id, date_start as "dateStart", date_end as "dateEnd", method from external_snapshot
where name = $1 and ($2::text is null or platform = $2) and frozen_at is not null order by platform, vintage desc`;

const VALUES = `
select facet, level, geography, key, key2, variable, value from external_value where external_snapshot_id = $1
order by facet collate "C", level collate "C", geography collate "C", key collate "C", key2 collate "C", variable collate "C"`;

/** Every external release, by name, platform and vintage. */
export async function listExternal(db: Database): Promise<readonly ExternalSummary[]> {
  const { rows } = await db.pool.query<ExternalSummary>(`
    select s.name, s.platform, s.vintage, count(v.*)::int as values, s.method->>'counts' as counts,
      s.method->>'taxonomy' as taxonomy, s.content_hash as "contentHash", s.imported_at as "importedAt"
    from external_snapshot s left join external_value v on v.external_snapshot_id = s.id
    group by s.id order by s.name collate "C", s.platform collate "C", s.vintage`);
  return rows;
}
