import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../paths.js';
import { migrationStatus } from '../store/migrate.js';
import { askServer } from '../store/server.js';
import { cacheFolder } from './home.js';
import { postgresPort, startPostgres } from './postgres.js';
import { answers, findTemporalBinary, temporalAddress } from './temporal.js';

/** What a check found: `idle` is no fault, something is merely not running or not configured. */
export interface Finding {
  readonly state: 'ok' | 'idle' | 'broken';
  readonly detail: string;
  readonly next: string;
}

const ok = (detail: string): Finding => ({ state: 'ok', detail, next: '' });
const idle = (detail: string, next: string): Finding => ({ state: 'idle', detail, next });
const broken = (detail: string, next: string): Finding => ({ state: 'broken', detail, next });

/** Everything that Tidemark needs, by name, in the order of need. */
export const CHECKS: Readonly<Record<string, (home: string) => Finding | Promise<Finding>>> = {
  node: checkNode,
  postgres: checkPostgres,
  migrations: checkMigrations,
  temporal: checkTemporal,
  smtp: checkSmtp,
  browser: checkBrowser,
  fonts: checkFonts,
  clock: checkClock,
  disk: checkDisk,
};

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const recent = major > 20 || (major === 20 && minor >= 19);
  return recent ? ok(process.versions.node) : broken(`Node ${process.versions.node}`, 'Install Node 20.19 or later.');
}

/** The database's address when there is one that may be asked. */
async function databaseUrl(home: string): Promise<string | null> {
  if (process.env['DATABASE_URL']) return process.env['DATABASE_URL'];
  return (await postgresPort(home)) === null ? null : (await startPostgres({ home })).databaseUrl('tidemark');
}

async function checkPostgres(home: string): Promise<Finding> {
  const url = await databaseUrl(home);
  if (url === null) return idle('not running', 'npx tidemark up');
  try {
    return ok(`Postgres ${(await askServer(url)).version}`);
  } catch (error) {
    return broken(
      message(error),
      process.env['DATABASE_URL'] ? 'Correct DATABASE_URL.' : 'npx tidemark down, then npx tidemark up',
    );
  }
}

async function checkMigrations(home: string): Promise<Finding> {
  const url = await databaseUrl(home);
  if (url === null) return idle('not asked', 'npx tidemark up');
  try {
    const { applied, pending } = await migrationStatus(url);
    return pending.length === 0
      ? ok(`${applied.length} applied`)
      : idle(`${pending.length} pending`, 'npx tidemark up');
  } catch (error) {
    return broken(message(error), 'See the line on Postgres.');
  }
}

async function checkTemporal(home: string): Promise<Finding> {
  const own = process.env['TEMPORAL_ADDRESS'];
  const address = own ?? temporalAddress(home);
  if (address !== null) {
    if (await answers(address)) return ok(`answers at ${address}`);
    return broken(
      `no answer at ${address}`,
      own ? 'Correct TEMPORAL_ADDRESS.' : `Look into ${join(home, 'logs', 'temporal.log')}`,
    );
  }
  return findTemporalBinary().then(
    (path) => idle(`not running (${path})`, 'npx tidemark up'),
    () => broken('no server on this machine', 'npm run setup'),
  );
}

async function checkSmtp(): Promise<Finding> {
  const url = process.env['SMTP_URL'];
  if (!url) return idle('SMTP_URL is not set: nothing is mailed', 'SMTP_URL=smtp://user:password@host:587');
  const { hostname, port, protocol } = new URL(url);
  const at = `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
  return (await reaches(hostname, Number(at.split(':').at(-1))))
    ? ok(`answers at ${at}`)
    : broken(`no answer at ${at}`, 'Correct SMTP_URL.');
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

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Only the tests of the pages need a browser. */
function checkBrowser(): Finding {
  const named = process.env['CHROMIUM_PATH'];
  if (named)
    return existsSync(named)
      ? ok(named)
      : broken(`CHROMIUM_PATH names ${named}, which is not there`, 'Correct CHROMIUM_PATH.');
  const installed = BROWSERS.find((path) => existsSync(path));
  if (installed) return ok(installed);
  if (!resolvable('@sparticuz/chromium')) return idle('none: the tests of the pages are skipped', 'npm run setup');
  return process.platform === 'linux' && process.arch === 'x64'
    ? ok('the one among the dependencies, with the libraries that it brings')
    : idle(
        'the one among the dependencies is for Linux on x64: the tests of the pages are skipped',
        'Set CHROMIUM_PATH.',
      );
}

function checkFonts(): Finding {
  return resolvable('@expo-google-fonts/source-sans-3')
    ? ok('Source Sans 3 ships with us')
    : broken('the font of the figures is missing', 'npm run setup');
}

function resolvable(name: string): boolean {
  return existsSync(join(projectRoot, 'node_modules', name, 'package.json')) || canResolve(name);
}

function canResolve(name: string): boolean {
  try {
    createRequire(join(projectRoot, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** A period is decided by clocks: ours and the database's should agree. */
async function checkClock(home: string): Promise<Finding> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const url = await databaseUrl(home);
  if (url === null) return ok(`${new Date().toISOString()}, zone ${zone}`);
  try {
    const skew = Math.abs((await askServer(url)).clock.getTime() - Date.now());
    return skew < 5000
      ? ok(`zone ${zone}, ${skew} ms from the database`)
      : broken(`${skew} ms from the database`, 'Set both clocks by NTP.');
  } catch (error) {
    return broken(message(error), 'See the line on Postgres.');
  }
}

const GIGABYTE = 2 ** 30;

function checkDisk(home: string): Finding {
  accessSync(home, constants.W_OK);
  const free = Math.min(...[home, cacheFolder()].filter((folder) => existsSync(folder)).map(freeBytes)) / GIGABYTE;
  const detail = `${free.toFixed(1)} GB free for ${home}`;
  return free > 2 ? ok(detail) : broken(detail, 'Free some space: a million conversations need about 6 GB.');
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
