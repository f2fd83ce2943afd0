import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInstallationKey } from '../../src/stack/key.js';
import { onPort } from '../../src/stack/ports.js';
import { postgresData, postgresPort, startPostgres, stopPostgres } from '../../src/stack/postgres.js';
import { endProcess, processStartTime, readLiveProcess, recordProcess } from '../../src/stack/process-record.js';
import { startTemporal, temporalAddress } from '../../src/stack/temporal.js';
import { askServer } from '../../src/store/server.js';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tidemark-stack-'));
  mkdirSync(join(home, 'logs'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the installation secret', () => {
  it('is made once, for its owner alone', () => {
    const key = loadInstallationKey(home);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(loadInstallationKey(home)).toBe(key);
    expect(statSync(join(home, 'key')).mode & 0o777).toBe(0o600);
  });

  it('is refused when it is not 64 hex digits', () => {
    writeFileSync(join(home, 'key'), 'short');
    expect(() => loadInstallationKey(home)).toThrow('64 hex digits');
  });
});

describe('process records', () => {
  it('find a process that runs, and end it', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const path = join(home, 'child.pid');
    recordProcess(path, child.pid ?? 0, 4711);
    expect(readLiveProcess(path)).toMatchObject({ pid: child.pid, port: 4711 });
    expect(await endProcess(path)).toBe(true);
    expect(readLiveProcess(path)).toBeNull();
  });

  it('do not mistake another process with the same id for it', () => {
    const path = join(home, 'stale.pid');
    writeFileSync(path, JSON.stringify({ pid: process.pid, startTime: 'long ago', port: null }));
    expect(readLiveProcess(path)).toBeNull();
    expect(() => readFileSync(path)).toThrow();
  });

  it('know no start of a process that is not there', () => {
    expect(processStartTime(2 ** 22 + 1)).toBeNull();
  });
});

describe('ports', () => {
  it('are tried again when somebody takes one between picking and starting', async () => {
    const tried: number[] = [];
    const port = await onPort(null, async (free) => {
      tried.push(free);
      if (tried.length === 1) throw new Error('taken');
      return free;
    });
    expect(tried).toHaveLength(2);
    expect(port).toBe(tried[1]);
  });

  it('fail with the reason when one is fixed and taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await expect(onPort(1, () => Promise.reject(new Error('taken')))).rejects.toThrow('taken');
    holder.close();
  });
});

describe('the embedded Postgres', () => {
  it('starts, is adopted by whoever comes next, keeps its data, and stops', async () => {
    const first = await startPostgres({ home, throwaway: true });
    const second = await startPostgres({ home, throwaway: true });
    expect(second.databaseUrl('postgres')).toBe(first.databaseUrl('postgres'));
    expect((await askServer(first.databaseUrl('postgres'))).version).toMatch(/^18/);
    await second.stop();
    expect(await postgresPort(home)).toBeNull();
    const third = await startPostgres({ home, throwaway: true });
    expect((await askServer(third.databaseUrl('postgres'))).version).toMatch(/^18/);
    expect(await stopPostgres(home)).toBe(true);
    expect(await stopPostgres(home)).toBe(false);
  });

  it('starts again after it was killed', async () => {
    await startPostgres({ home, throwaway: true });
    const pid = Number(readFileSync(join(postgresData(home), 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    while (processStartTime(pid) !== null) await new Promise((resolve) => setImmediate(resolve));
    const second = await startPostgres({ home, throwaway: true });
    expect((await askServer(second.databaseUrl('postgres'))).version).toMatch(/^18/);
    await second.stop();
  });
});

describe('the Temporal server', () => {
  it('starts, is adopted by whoever comes next, and stops', async () => {
    const first = await startTemporal({ home });
    const second = await startTemporal({ home });
    expect(second.address).toBe(first.address);
    await first.stop();
    expect(temporalAddress(home)).toBeNull();
  });
});
