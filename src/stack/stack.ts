import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ownDatabaseUrl } from '../environment.js';
import { projectRoot } from '../paths.js';
import { ownTemporal } from '../temporal/profile.js';
import { postgresData, postgresPort, startPostgres, stopPostgres } from './postgres.js';
import { endProcess, readLiveProcess, recordProcess } from './process-record.js';
import { answers, startTemporal, stopTemporal, temporalAddress } from './temporal.js';

export interface StackAddresses {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
}

/** The ports that temporal.config.ts fixes; null picks a free one. */
export interface FixedPorts {
  readonly postgres: number | null;
  readonly temporal: number | null;
}

const NO_PORTS: FixedPorts = { postgres: null, temporal: null };

/** Starts what does not run yet: an own Postgres (DATABASE_URL) or Temporal (TEMPORAL_ADDRESS, or a profile) is used as it is. */
export async function ensureStack(
  home: string,
  log: (line: string) => void,
  ports: FixedPorts = NO_PORTS,
): Promise<StackAddresses> {
  return oneAtATime(home, async () => {
    const [databaseUrl, address] = await Promise.all([
      ensurePostgres(home, log, ports.postgres),
      ensureTemporal(home, log, ports.temporal),
    ]);
    return { databaseUrl, temporalAddress: address };
  });
}

async function ensurePostgres(home: string, log: (line: string) => void, port: number | null): Promise<string> {
  const own = ownDatabaseUrl();
  if (own) return own;
  if ((await postgresPort(home)) === null) log('Starting Postgres.');
  return (await startPostgres({ home, port })).databaseUrl('tidemark');
}

async function ensureTemporal(home: string, log: (line: string) => void, port: number | null): Promise<string> {
  const own = ownTemporal();
  if (own) return own.address;
  if (temporalAddress(home) === null) log('Starting Temporal.');
  return (await startTemporal({ home, port })).address;
}

const workerRecord = (home: string) => join(home, 'worker.pid');

/** Whether the worker that `up` started for a state folder lives. */
function workerLives(home: string): boolean {
  return readLiveProcess(workerRecord(home)) !== null;
}

/** Starts a worker that outlives this process, unless this state folder has one. */
export function ensureWorker(home: string, log: (line: string) => void): Promise<void> {
  return oneAtATime(home, async () => startWorkerProcess(home, log));
}

function startWorkerProcess(home: string, log: (line: string) => void): void {
  if (workerLives(home)) return;
  log('Starting a worker.');
  const out = openSync(join(home, 'logs', 'worker.log'), 'a');
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'tidemark.mjs'), 'worker'], {
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  child.unref();
  if (child.pid !== undefined) recordProcess(workerRecord(home), child.pid, null);
}

/** Stops what this state folder started: the worker first, so that it can finish what it holds. */
export function stopStack(home: string, log: (line: string) => void): Promise<void> {
  return oneAtATime(home, async () => {
    if (await endProcess(workerRecord(home), 20_000)) log('The worker stopped.');
    if (await stopTemporal(home)) log('Temporal stopped.');
    if (await stopPostgres(home)) log('Postgres stopped.');
  });
}

/** Two commands that start at once must not start two servers on one data folder. */
async function oneAtATime<T>(home: string, work: () => Promise<T>): Promise<T> {
  const { withLock }: { withLock<R>(lock: string, waiting: string, work: () => Promise<R>): Promise<R> } = await import(
    pathToFileURL(join(projectRoot, 'scripts', 'lib.mjs')).href
  );
  return withLock(join(home, 'stack.lock'), '', work);
}

export interface ServiceStatus {
  readonly service: 'postgres' | 'temporal' | 'worker';
  readonly state: 'running' | 'stopped' | 'external';
  readonly where: string;
}

/** What runs, and where. */
export async function stackStatus(home: string): Promise<ServiceStatus[]> {
  const worker = readLiveProcess(workerRecord(home));
  return [
    await postgresStatus(home),
    await temporalStatus(home),
    { service: 'worker', state: worker ? 'running' : 'stopped', where: worker ? `process ${worker.pid}` : '' },
  ];
}

async function postgresStatus(home: string): Promise<ServiceStatus> {
  if (process.env['DATABASE_URL']) return { service: 'postgres', state: 'external', where: 'DATABASE_URL' };
  const port = await postgresPort(home);
  return {
    service: 'postgres',
    state: port === null ? 'stopped' : 'running',
    where: port === null ? postgresData(home) : `127.0.0.1:${port}, data in ${postgresData(home)}`,
  };
}

async function temporalStatus(home: string): Promise<ServiceStatus> {
  const own = ownTemporal()?.address;
  const address = own ?? temporalAddress(home);
  if (address === null) return { service: 'temporal', state: 'stopped', where: '' };
  return {
    service: 'temporal',
    state: (await answers(address)) ? (own ? 'external' : 'running') : 'stopped',
    where: address,
  };
}
