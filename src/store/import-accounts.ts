import type { ClientBase } from 'pg';
import type { Keys } from '../conversations/keys.js';
import type { Arrival } from './import-chunks.js';

interface Account {
  readonly id: number;
  /** The earliest beginning that the database knows at least; a later one need not be told to it. */
  readonly firstStartedAt: Date;
}

/** Accounts that are remembered between chunks. Beyond it the book is begun anew, so that memory stays bounded. */
const REMEMBERED = 100_000;

/** The accounts that one import has met: most of them come again, and hashing and asking for them costs. */
export class AccountBook {
  private readonly known = new Map<string, Account>();

  constructor(
    private readonly client: ClientBase,
    private readonly keys: Keys,
  ) {}

  /**
   * Ids of the accounts of new conversations, in their order. An account is made when its first conversation arrives; an
   * earlier conversation that arrives later moves its beginning.
   */
  async idsOf(arrivals: readonly Arrival[], sourceIds: ReadonlyMap<string, number>): Promise<number[]> {
    if (this.known.size > REMEMBERED) this.known.clear();
    const keys = arrivals.map(accountKey);
    const news = [...earliest(arrivals, keys)].filter(([key, { startedAt }]) => !this.knows(key, startedAt));
    if (news.length > 0) await this.ensure(news, sourceIds);
    return keys.map((key) => this.idOf(key));
  }

  private knows(key: string, startedAt: Date): boolean {
    const account = this.known.get(key);
    return account !== undefined && account.firstStartedAt <= startedAt;
  }

  private async ensure(
    news: readonly (readonly [string, Arrival])[],
    sourceIds: ReadonlyMap<string, number>,
  ): Promise<void> {
    const arrivals = news.map(([, arrival]) => arrival);
    const { rows } = await this.client.query<{ n: number; id: string }>(ENSURE, [
      arrivals.map(({ source }) => sourceIds.get(source)),
      arrivals.map(({ source, accountId }) => this.keys.pseudonym(source, accountId)),
      arrivals.map(({ source, accountId }) => this.keys.replicate(source, accountId)),
      arrivals.map(({ startedAt }) => startedAt),
    ]);
    for (const { n, id } of rows) {
      const [key, arrival] = news[n - 1] ?? [];
      if (key !== undefined && arrival) this.known.set(key, { id: Number(id), firstStartedAt: arrival.startedAt });
    }
  }

  private idOf(key: string): number {
    const account = this.known.get(key);
    if (!account) throw new Error('An account was not recorded.');
    return account.id;
  }
}

/** For each account its earliest conversation. */
function earliest(arrivals: readonly Arrival[], keys: readonly string[]): Map<string, Arrival> {
  const first = new Map<string, Arrival>();
  for (const [n, arrival] of arrivals.entries()) {
    const key = keys[n] ?? '';
    const before = first.get(key);
    if (!before || arrival.startedAt < before.startedAt) first.set(key, arrival);
  }
  return first;
}

function accountKey({ source, accountId }: Arrival): string {
  return `${source}\u001f${accountId}`;
}

/** Nobody else writes accounts while an import holds its lock, so what is not known can be inserted. */
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
