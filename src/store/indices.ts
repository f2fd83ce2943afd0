import { contentHash, type IndexDefinition } from '../config.js';
import type { Database } from './database.js';

export interface IndexVersionRow {
  readonly indexId: number;
  readonly indexVersionId: number;
  readonly version: number;
}

const RECORD = `
with series as (
  insert into index_series (name) values ($1)
  on conflict (name) do update set name = excluded.name
  returning id
), recorded as (
  insert into index_version (index_id, version, definition, hash)
  select series.id, coalesce(max(v.version), 0) + 1, $2::jsonb, $3
  from series left join index_version v on v.index_id = series.id
  group by series.id
  on conflict (index_id, hash) do update set hash = excluded.hash
  returning id, index_id, version
)
select id as "indexVersionId", index_id as "indexId", version from recorded`;

/** The version of an index that has this definition: a new one only when it says something new. */
export async function recordIndexVersion(
  db: Database,
  name: string,
  definition: IndexDefinition,
): Promise<IndexVersionRow> {
  const { rows } = await db.pool.query<IndexVersionRow>(RECORD, [
    name,
    JSON.stringify(definition),
    contentHash(definition),
  ]);
  const [row] = rows;
  if (!row) throw new Error(`The version of index ${name} was not recorded.`);
  return row;
}

/** All versions of an index, the newest first. */
export function listIndexVersions(db: Database, name: string) {
  return db.prisma.indexVersion.findMany({ where: { index: { name } }, orderBy: { version: 'desc' } });
}
