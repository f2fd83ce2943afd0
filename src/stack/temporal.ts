import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_NAMES } from '../../workflows/visible.js';
import { UpstreamError, UserError } from '../errors.js';
import { projectRoot } from '../paths.js';
import { connectionTo } from '../temporal/profile.js';
import { onPort } from './ports.js';
import { endProcess, processStartTime, readLiveProcess, recordProcess } from './process-record.js';

export interface TemporalHandle {
  readonly address: string;
  stop(): Promise<void>;
}

export interface TemporalOptions {
  readonly home: string;
  readonly port?: number | null;
}

const record = (home: string) => join(home, 'temporal.pid');

/** Starts the development server of a state folder, or adopts the one that runs. It outlives this process. */
export async function startTemporal({ home, port = null }: TemporalOptions): Promise<TemporalHandle> {
  const running = readLiveProcess(record(home));
  const used = running?.port ?? (await onPort(port, (free) => startOn(home, free)));
  const address = `127.0.0.1:${used}`;
  await waitUntilServing(address, home);
  return { address, stop: async () => void (await stopTemporal(home)) };
}

/** The address of a state folder's server, or null when it does not run. */
export function temporalAddress(home: string): string | null {
  const running = readLiveProcess(record(home));
  return running ? `127.0.0.1:${running.port}` : null;
}

/** Stops the server of a state folder; false when it did not run. */
export function stopTemporal(home: string): Promise<boolean> {
  return endProcess(record(home));
}

/** The binary, in the order that set-up uses. @throws UserError when there is none */
export async function findTemporalBinary(): Promise<string> {
  const provider: { findTemporal(): string | null } = await import(
    pathToFileURL(join(projectRoot, 'scripts', 'temporal.mjs')).href
  );
  const path = provider.findTemporal();
  if (path === null) throw new UserError('There is no Temporal server on this machine yet.', 'npm run setup');
  return path;
}

async function startOn(home: string, port: number): Promise<number> {
  const binary = await findTemporalBinary();
  mkdirSync(join(home, 'temporal'), { recursive: true });
  mkdirSync(join(home, 'logs'), { recursive: true });
  const log = openSync(join(home, 'logs', 'temporal.log'), 'a');
  const database = join(home, 'temporal', 'temporal.db');
  const flags = [
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--db-filename',
    database,
    '--log-level',
    'warn',
    ...SEARCH_ATTRIBUTE_NAMES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
  ];
  const child = spawn(binary, ['server', 'start-dev', ...flags], { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new UpstreamError(`${binary} cannot be started.`, 'npx tidemark doctor');
  recordProcess(record(home), child.pid, port);
  await waitUntilServing(`127.0.0.1:${port}`, home);
  return port;
}

/** Asks until the server answers a real call, as long as its process lives, for up to half a minute. */
async function waitUntilServing(address: string, home: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (await serves(address, NAMESPACE)) return;
    const running = readLiveProcess(record(home));
    if (!running || processStartTime(running.pid) === null || Date.now() > deadline) {
      throw new UpstreamError(
        `Temporal does not answer at ${address}.`,
        `Look into ${join(home, 'logs', 'temporal.log')}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether a Temporal server answers at `address`. */
export function answers(address: string): Promise<boolean> {
  return serves(address, null);
}

/** The namespace that a development server makes; it answers a little earlier than that. */
const NAMESPACE = 'default';

async function serves(address: string, namespace: string | null): Promise<boolean> {
  try {
    const connection = await Connection.connect({ ...connectionTo(address), connectTimeout: '2s' });
    const { workflowService } = connection;
    const ask = async () => {
      await (namespace === null ? workflowService.getSystemInfo({}) : workflowService.describeNamespace({ namespace }));
    };
    await connection.withDeadline(Date.now() + 2000, ask).finally(() => connection.close());
    return true;
  } catch {
    return false;
  }
}
