import type { ClientBase } from 'pg';
import type { Arrival } from './import-arrivals.js';

/** A conversation that is there already, in its latest version. */
export interface Known {
  readonly id: number;
  readonly startedAt: Date;
  readonly updatedAt: Date | null;
  readonly contentHash: Buffer;
}

/** What a chunk brings: conversations that are new, and new versions of known ones. */
export interface News {
  readonly added: readonly Arrival[];
  readonly grown: readonly { readonly arrival: Arrival; readonly known: Known }[];
}

/** Compares arrivals with what is known. The rest is unchanged. */
export async function findNews(client: ClientBase, arrivals: readonly Arrival[]): Promise<News> {
  const known = await findKnown(client, arrivals);
  const added = arrivals.filter((_, position) => !known.has(position));
  const grown = arrivals.flatMap((arrival, position) => {
    const before = known.get(position);
    return before && supersedes(arrival, before) ? [{ arrival, known: before }] : [];
  });
  return { added, grown };
}

/** An older state of a conversation that is imported late does not undo a newer one. */
function supersedes(arrival: Arrival, known: Known): boolean {
  if (arrival.contentHash.equals(known.contentHash)) return false;
  return !(arrival.updatedAt && known.updatedAt && arrival.updatedAt < known.updatedAt);
}

async function findKnown(client: ClientBase, arrivals: readonly Arrival[]): Promise<Map<number, Known>> {
  const { rows } = await client.query<{ n: number; id: string } & Omit<Known, 'id'>>(FIND_KNOWN, [
    arrivals.map(({ source }) => source),
    arrivals.map(({ externalId }) => externalId),
  ]);
  return new Map(rows.map(({ n, id, ...rest }) => [n - 1, { ...rest, id: Number(id) }]));
}

const FIND_KNOWN = `
select e.n::int, c.id, c.started_at as "startedAt", v.updated_at as "updatedAt", v.content_hash as "contentHash"
from unnest($1::text[], $2::text[]) with ordinality as e (source, external_id, n)
join source s on s.name = e.source
join conversation c on c.source_id = s.id and c.external_id = e.external_id
cross join lateral (
  select updated_at, content_hash from conversation_version where conversation_id = c.id order by batch_id desc limit 1
) v`;
