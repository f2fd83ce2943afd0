import { Client } from 'pg';

/** What a Postgres server says of itself. @throws when it cannot be reached within three seconds */
export async function askServer(url: string): Promise<{ readonly version: string; readonly clock: Date }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; clock: Date }>(
      "select current_setting('server_version') as version, clock_timestamp() as clock",
    );
    return rows[0] ?? { version: 'unknown', clock: new Date(0) };
  } finally {
    await client.end();
  }
}

/** How much a database takes on its disk, in bytes, and how much of it are texts. @throws when it cannot be reached */
export async function askSizes(url: string): Promise<{ database: number; texts: number; months: number }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ database: string; texts: string; months: string }>(
      `select pg_database_size(current_database()) as database, coalesce(sum(pg_total_relation_size(inhrelid)), 0) as texts,
         count(*) as months from pg_inherits where inhparent = to_regclass('conversation_text')`,
    );
    const { database, texts, months } = rows[0] ?? { database: 0, texts: 0, months: 0 };
    return { database: Number(database), texts: Number(texts), months: Number(months) };
  } finally {
    await client.end();
  }
}
