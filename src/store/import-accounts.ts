import type { ClientBase } from 'pg';
import type { Arrival } from './import-arrivals.js';

interface Account {
  readonly id: number;
  /** The earliest beginning that the database knows at least; a later one need not be told to it. */
  readonly firstStartedAt: Date;
}

/** Accounts that are remembered between chunks. Beyond it the book is begun anew, so that memory stays bounded. */
const REMEMBERED = 50_000;

/** The accounts that one import has met: most of them come again, and asking for them costs. */
export class AccountBook {
  private readonly known = new Map<string, Account>();

  constructor(private readonly client: ClientBase) {}

  /**
   * Ids of the accounts of new conversations, in their order. An account is made when its first conversation arrives; an
   * earlier conversation that arrives later moves its beginning.
   */
  async idsOf(arrivals: readonly Arrival[], sourceIds: ReadonlyMap<string, number>): Promise<number[]> {
    if (this.known.size > REMEMBERED) this.known.clear();
    const news = earliest(arrivals).filter((arrival) => !this.knows(arrival));
    if (news.length > 0) await this.ensure(news, sourceIds);
    return arrivals.map((arrival) => this.idOf(arrival));
  }

  private knows({ account, startedAt }: Arrival): boolean {
    const known = this.known.get(account.key);
    return known !== undefined && known.firstStartedAt <= startedAt;
  }

  private async ensure(arrivals: readonly Arrival[], sourceIds: ReadonlyMap<string, number>): Promise<void> {
    const { rows } = await this.client.query<{ n: number; id: string }>(ENSURE, [
      arrivals.map(({ source }) => sourceIds.get(source)),
      arrivals.map(({ account }) => account.pseudonym),
      arrivals.map(({ account }) => account.replicate),
      arrivals.map(({ startedAt }) => startedAt.toISOString()),
    ]);
    for (const { n, id } of rows) {
      const arrival = arrivals[n - 1];
      if (arrival) this.known.set(arrival.account.key, { id: Number(id), firstStartedAt: arrival.startedAt });
    }
  }

  private idOf({ account }: Arrival): number {
    const known = this.known.get(account.key);
    if (!known) throw new Error('An account was not recorded.');
    return known.id;
  }
}

/** For each account its earliest conversation. */
function earliest(arrivals: readonly Arrival[]): Arrival[] {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const before = first.get(arrival.account.key);
    if (!before || arrival.startedAt < before.startedAt) first.set(arrival.account.key, arrival);
  }
  return [...first.values()];
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
