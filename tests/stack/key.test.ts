import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepInstallationKey, loadInstallationKey } from '../../src/stack/key.js';

const RESTORED = 'ab'.repeat(32);
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tidemark-key-'));
  vi.stubEnv('TIDEMARK_KEY', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

it('a restored secret becomes that of the installation, for its owner alone', () => {
  keepInstallationKey(home, RESTORED)();
  expect(loadInstallationKey(home)).toBe(RESTORED);
  expect(statSync(join(home, 'key')).mode & 0o777).toBe(0o600);
});

it('the secret that was there before a restore is kept beside it', () => {
  const before = loadInstallationKey(home);
  keepInstallationKey(home, RESTORED)();
  expect(loadInstallationKey(home)).toBe(RESTORED);
  expect(readFileSync(join(home, 'key.before-restore'), 'utf8').trim()).toBe(before);
});

it('a secret in the environment has to be that of the backup, and then no file is written', () => {
  vi.stubEnv('TIDEMARK_KEY', 'cd'.repeat(32));
  expect(() => keepInstallationKey(home, RESTORED)).toThrow(/another secret/);
  vi.stubEnv('TIDEMARK_KEY', RESTORED.toUpperCase());
  keepInstallationKey(home, RESTORED)();
  expect(existsSync(join(home, 'key'))).toBe(false);
});
