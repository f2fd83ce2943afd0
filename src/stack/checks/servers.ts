import { connect } from 'node:net';
import { join } from 'node:path';
import { migrationStatus } from '../../store/migrate.js';
import { askServer, askSizes } from '../../store/server.js';
import { ownTemporal } from '../../temporal/profile.js';
import { postgresPort, startPostgres } from '../postgres.js';
import { answers, findTemporalBinary, temporalAddress } from '../temporal.js';
import { broken, type Finding, idle, messageOf, ok, type Surroundings } from './finding.js';

/** The database's address when there is one that may be asked. */
async function databaseUrl({ home, env }: Surroundings): Promise<string | null> {
  if (env['DATABASE_URL']) return env['DATABASE_URL'];
  return (await postgresPort(home)) === null ? null : (await startPostgres({ home })).databaseUrl('tidemark');
}

export async function checkPostgres(surroundings: Surroundings): Promise<Finding> {
  const url = await databaseUrl(surroundings);
  if (url === null) return idle('not running', 'npx tidemark up');
  try {
    return ok(`Postgres ${(await askServer(url)).version}`);
  } catch (error) {
    // Migrating makes a database that is not there yet.
    if (error instanceof Error && 'code' in error && error.code === '3D000')
      return idle(messageOf(error), 'npx tidemark up');
    const own = surroundings.env['DATABASE_URL'] !== undefined;
    return broken(messageOf(error), own ? 'Correct DATABASE_URL.' : 'npx tidemark down, then npx tidemark up');
  }
}

export async function checkMigrations(surroundings: Surroundings): Promise<Finding> {
  const url = await databaseUrl(surroundings);
  if (url === null) return idle('not asked', 'npx tidemark up');
  try {
    const { applied, pending } = await migrationStatus(url);
    return pending.length === 0
      ? ok(`${applied.length} applied`)
      : idle(`${pending.length} pending`, 'npx tidemark up');
  } catch (error) {
    return broken(messageOf(error), 'See the line on Postgres.');
  }
}

const MEGABYTE = 2 ** 20;

/** What Tidemark itself takes on the disk of the database: all of it, and the texts that retention will drop. */
export async function checkDiskUse(surroundings: Surroundings): Promise<Finding> {
  const url = await databaseUrl(surroundings);
  if (url === null) return idle('not asked', 'npx tidemark up');
  try {
    const { database, texts, months } = await askSizes(url);
    const inMegabytes = (bytes: number) => `${Math.ceil(bytes / MEGABYTE)} MB`;
    return ok(`database ${inMegabytes(database)}, of it texts of ${months} months ${inMegabytes(texts)}`);
  } catch (error) {
    return broken(messageOf(error), 'See the line on Postgres.');
  }
}

export async function checkTemporal({ home, env }: Surroundings): Promise<Finding> {
  const own = ownTemporal(env)?.address;
  const address = own ?? temporalAddress(home);
  if (address !== null) {
    if (await answers(address)) return ok(`answers at ${address}`);
    const next = own ? 'Correct TEMPORAL_ADDRESS, or the profile.' : `Look into ${join(home, 'logs', 'temporal.log')}`;
    return broken(`no answer at ${address}`, next);
  }
  const named = env['TEMPORAL_CLI_PATH'];
  return findTemporalBinary().then(
    (path) => idle(`not running (${path})`, 'npx tidemark up'),
    () =>
      broken(
        named ? `TEMPORAL_CLI_PATH names ${named}, which is not there` : 'no server on this machine',
        'npm run setup',
      ),
  );
}

const SMTP_EXAMPLE = 'SMTP_URL=smtp://user:password@host:587';

export async function checkSmtp({ env }: Surroundings): Promise<Finding> {
  const url = env['SMTP_URL'];
  if (!url) return idle('SMTP_URL is not set: nothing is mailed', SMTP_EXAMPLE);
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    return broken('SMTP_URL is no address', SMTP_EXAMPLE);
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'smtps:' ? 465 : 587);
  return (await reaches(hostname, number))
    ? ok(`answers at ${hostname}:${number}`)
    : broken(`no answer at ${hostname}:${number}`, 'Correct SMTP_URL.');
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false));
  });
}

/** How far our clock may be from the database's, in milliseconds. */
const SKEW = 5000;

/** A period is decided by clocks: ours and the database's should agree. */
export async function checkClock(surroundings: Surroundings): Promise<Finding> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const url = await databaseUrl(surroundings);
  if (url === null) return ok(`${surroundings.now().toISOString()}, zone ${zone}`);
  try {
    const skew = Math.abs((await askServer(url)).clock.getTime() - surroundings.now().getTime());
    return skew < SKEW
      ? ok(`zone ${zone}, ${skew} ms from the database`)
      : broken(`${skew} ms from the database`, 'Set both clocks by NTP.');
  } catch (error) {
    return broken(messageOf(error), 'See the line on Postgres.');
  }
}
