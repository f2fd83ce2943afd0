import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { ensureStack, stackStatus, stopStack } from '../../src/stack/stack.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type WithLock = <T>(lock: string, waiting: string, work: () => Promise<T>) => Promise<T>;
const { withLock }: { withLock: WithLock } = await import(pathToFileURL(join(projectRoot, 'scripts', 'lib.mjs')).href);

describe('a lock', () => {
  it('lets one at a time work, and is gone afterwards', async () => {
    const lock = join(folder, 'one.lock');
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      said.push(`${name} ends`);
    };
    await Promise.all([withLock(lock, '', work('a')), withLock(lock, '', work('b'))]);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(existsSync(lock)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    const lock = join(folder, 'failing.lock');
    await expect(withLock(lock, '', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(lock, '', async () => 'done')).toBe('done');
  });

  it.each([
    ['that does not run', `${2 ** 22 + 1} 12345`],
    ['whose id is another process by now', `${process.pid} 1`],
  ])('is taken over from an owner %s', async (_, owner) => {
    const lock = join(folder, 'dead.lock');
    writeFileSync(lock, owner);
    expect(await withLock(lock, '', async () => 'done')).toBe('done');
  });
});

describe('the servers of a state folder', () => {
  it('are started once by two commands at the same time', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS']) vi.stubEnv(name, '');
    const said: string[] = [];
    const log = (line: string) => said.push(line);
    try {
      const [one, other] = await Promise.all([ensureStack(home, log), ensureStack(home, log)]);
      expect(one).toEqual(other);
      expect(said.sort()).toEqual(['Starting Postgres.', 'Starting Temporal.']);
    } finally {
      await stopStack(home, log);
      vi.unstubAllEnvs();
    }
    expect((await stackStatus(home)).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
  });
});
