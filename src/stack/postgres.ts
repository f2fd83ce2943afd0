import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UpstreamError } from '../errors.js';
import { onPort } from './ports.js';
import { type PostgresPlace, postgresPlace } from './postgres-place.js';
import { processStartTime } from './process-record.js';

const run = promisify(execFile);

export interface PostgresHandle {
  /** The address of a database of this server; the user is its superuser. */
  databaseUrl(name: string): string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly home: string;
  readonly port?: number | null;
  /** For tests: data may be lost when the machine dies. */
  readonly throwaway?: boolean;
}

/** Starts the embedded Postgres of a state folder, or adopts the one that runs. It outlives this process. */
export async function startPostgres({
  home,
  port = null,
  throwaway = false,
}: PostgresOptions): Promise<PostgresHandle> {
  const place = postgresPlace(home);
  const password = await ensureCluster(place, home);
  const running = runningPort(place);
  const used =
    running !== null && (await isRunning(place))
      ? running
      : await onPort(port, (free) => startOn(place, home, free, throwaway));
  return {
    databaseUrl: (name) => `postgresql://tidemark:${password}@127.0.0.1:${used}/${name}`,
    stop: () => stopServer(place),
  };
}

/** The port of the Postgres of a state folder, or null when it does not run. */
export async function postgresPort(home: string): Promise<number | null> {
  const place = postgresPlace(home);
  return (await isRunning(place)) ? runningPort(place) : null;
}

/** Where the data of a state folder's Postgres lies. */
export function postgresData(home: string): string {
  return postgresPlace(home).data;
}

/** Stops the Postgres of a state folder; false when it did not run. */
export async function stopPostgres(home: string): Promise<boolean> {
  const place = postgresPlace(home);
  if (!(await isRunning(place))) return false;
  await stopServer(place);
  return true;
}

/** Makes the data folder once: into a draft that is moved into place, so that a cut-off attempt leaves nothing. */
async function ensureCluster(place: PostgresPlace, home: string): Promise<string> {
  const secret = join(home, 'postgres-password');
  if (existsSync(join(place.data, 'PG_VERSION'))) return readFileSync(secret, 'utf8').trim();
  const password = randomBytes(16).toString('hex');
  const draft = `${place.data}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(draft), '.postgres-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.user) for (const path of [draft, passwordFile]) chownSync(path, place.user.uid, place.user.gid);
  try {
    await command(place, 'initdb', [
      '-D',
      draft,
      '-U',
      'tidemark',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  renameSync(draft, place.data);
  return password;
}

async function startOn(place: PostgresPlace, home: string, port: number, throwaway: boolean): Promise<number> {
  clearDeadLock(place);
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    work_mem: '32MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '4GB',
    // Just-in-time compilation costs more than it gives for queries of this size.
    jit: 'off',
    timezone: 'UTC',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
  const log = join(place.user ? dirname(place.data) : join(home, 'logs'), 'postgres.log');
  if (place.user) {
    // The server's own user has to be able to write its log.
    writeFileSync(log, '', { flag: 'a' });
    chownSync(log, place.user.uid, place.user.gid);
  }
  await command(place, 'pg_ctl', ['start', '-w', '-t', '60', '-D', place.data, '-l', log, '-o', options]);
  return port;
}

async function stopServer(place: PostgresPlace): Promise<void> {
  await command(place, 'pg_ctl', ['stop', '-w', '-m', 'fast', '-D', place.data]);
}

async function isRunning(place: PostgresPlace): Promise<boolean> {
  const pid = lockFileLine(place, 0);
  if (pid === null || processStartTime(pid) === null) return false;
  return command(place, 'pg_ctl', ['status', '-D', place.data]).then(
    () => true,
    () => false,
  );
}

/** The fourth line of postmaster.pid is the port. */
function runningPort(place: PostgresPlace): number | null {
  return lockFileLine(place, 3);
}

function lockFileLine(place: PostgresPlace, line: number): number | null {
  try {
    return Number(readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')[line]) || null;
  } catch {
    return null;
  }
}

/**
 * Postgres itself clears the lock of a server that died, but takes a killed one that nobody has waited for (a zombie, as in
 * containers whose first process reaps none) for alive.
 */
function clearDeadLock(place: PostgresPlace): void {
  const pid = lockFileLine(place, 0);
  if (pid !== null && processStartTime(pid) === null) rmSync(join(place.data, 'postmaster.pid'), { force: true });
}

async function command(place: PostgresPlace, name: string, args: readonly string[]): Promise<void> {
  // A folder that the other user may enter: the caller's may be closed to it.
  const options = {
    cwd: place.user ? '/' : process.cwd(),
    env: { ...process.env, LC_ALL: 'C' },
    ...(place.user ?? {}),
  };
  try {
    await run(join(place.native, 'bin', name), [...args], options);
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new UpstreamError(
      `Postgres: ${name} failed. ${output.split('\n').slice(-3).join(' ')}`,
      'npx tidemark doctor',
      { cause: error },
    );
  }
}
