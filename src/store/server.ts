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
