import type { ClientBase } from 'pg';
import type { Keys } from '../conversations/keys.js';
import type { Arrival } from './import-chunks.js';

/** Ids of the sources of these names, made where they are new. */
export async function ensureSources(
  client: ClientBase,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const sorted = [...names].sort();
  await client.query('insert into source (name) select unnest($1::text[]) on conflict (name) do nothing', [sorted]);
  const { rows } = await client.query<{ id: number; name: string }>(
    'select id, name from source where name = any ($1)',
    [sorted],
  );
  return new Map(rows.map((row) => [row.name, row.id]));
}

/**
 * Ids of the accounts of new conversations, in their order. An account is made when its first conversation arrives; an
 * earlier conversation that arrives later moves its beginning.
 */
export async function ensureAccounts(
  client: ClientBase,
  arrivals: readonly Arrival[],
  sourceIds: ReadonlyMap<string, number>,
  keys: Keys,
): Promise<number[]> {
  const accounts = [...new Map(firstArrivals(arrivals)).values()];
  const { rows } = await client.query<{ n: number; id: string }>(ENSURE, [
    accounts.map(({ source }) => sourceIds.get(source)),
    accounts.map(({ source, accountId }) => keys.pseudonym(source, accountId)),
    accounts.map(({ source, accountId }) => keys.replicate(source, accountId)),
    accounts.map(({ startedAt }) => startedAt),
  ]);
  const ids = new Map(rows.map(({ n, id }) => [accounts[n - 1] && accountKey(accounts[n - 1]), Number(id)]));
  return arrivals.map((arrival) => found(ids.get(accountKey(arrival))));
}

/** For each account its earliest conversation. */
function firstArrivals(arrivals: readonly Arrival[]): [string, Arrival][] {
  return [...arrivals]
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    .map((arrival) => [accountKey(arrival), arrival]);
}

function accountKey(arrival: Arrival | undefined): string {
  return `${arrival?.source}\u001f${arrival?.accountId}`;
}

function found(id: number | undefined): number {
  if (id === undefined) throw new Error('An account was not recorded.');
  return id;
}

/** Nobody else writes accounts while an import holds its lock; conflicts are therefore errors. */
const ENSURE = `
with given as (
  select * from unnest($1::int[], $2::bytea[], $3::smallint[], $4::timestamptz[]) with ordinality
    as g (source_id, pseudonym, replicate, first_started_at, n)
), known as (
  select g.n, a.id, g.first_started_at < a.first_started_at as earlier, g.first_started_at
  from given g join account a on a.source_id = g.source_id and a.pseudonym = g.pseudonym
), moved as (
  update account a set first_started_at = k.first_started_at from known k where a.id = k.id and k.earlier
), added as (
  insert into account (source_id, pseudonym, replicate, first_started_at)
  select source_id, pseudonym, replicate, first_started_at from given g
  where not exists (select from known k where k.n = g.n) order by n
  returning id, source_id, pseudonym
)
select n::int, id from known
union all
select g.n::int, a.id from added a join given g on g.source_id = a.source_id and g.pseudonym = a.pseudonym`;
