import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths.js';
import { startPostgres } from '../../src/stack/postgres.js';
import { startTemporal } from '../../src/stack/temporal.js';

/** One Postgres and one Temporal server for all tests, in a state folder of their own; each test makes its own database. */
export default async function setup(): Promise<() => Promise<void>> {
  const home = join(projectRoot, '.tidemark', 'test');
  mkdirSync(join(home, 'logs'), { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  if (!process.env['TIDEMARK_TEST_DATABASE_URL']) {
    const postgres = await startPostgres({ home, throwaway: true });
    process.env['TIDEMARK_TEST_DATABASE_URL'] = postgres.databaseUrl('postgres');
    stops.push(postgres.stop);
  }
  if (!process.env['TIDEMARK_TEST_TEMPORAL_ADDRESS']) {
    const temporal = await startTemporal({ home });
    process.env['TIDEMARK_TEST_TEMPORAL_ADDRESS'] = temporal.address;
    stops.push(temporal.stop);
  }
  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}
