import type { ClientBase } from 'pg';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables with their columns; partitions count as what they are parts of, and migrations are not ours. */
const TABLES = `
select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and c.relname <> '_prisma_migrations'
group by c.relname order by c.relname`;

const REFERENCES = `
select distinct c.conrelid::regclass::text as holder, c.confrelid::regclass::text as referred from pg_constraint c
where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid`;

/** All tables of the database, each after those that it refers to. */
export async function readTables(client: ClientBase): Promise<{ name: string; columns: string[] }[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(TABLES);
  const { rows: references } = await client.query<{ holder: string; referred: string }>(REFERENCES);
  const referred = new Map<string, string[]>();
  for (const { holder, referred: name } of references) referred.set(holder, [...(referred.get(holder) ?? []), name]);
  const names = inOrder(
    tables.map(({ name }) => name),
    (name) => referred.get(name) ?? [],
  );
  const byName = new Map(tables.map((table) => [table.name, table]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** Each name after all that it needs. @throws when some need each other */
export function inOrder(names: readonly string[], needs: (name: string) => readonly string[]): string[] {
  const done = new Set<string>();
  let left = [...names];
  while (left.length > 0) {
    const ready = left.filter((name) => needs(name).every((needed) => done.has(needed) || !names.includes(needed)));
    if (ready.length === 0) throw new Error(`Tables that refer to each other: ${left.join(', ')}.`);
    for (const name of ready) done.add(name);
    left = left.filter((name) => !done.has(name));
  }
  return [...done];
}
