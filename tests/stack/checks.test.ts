import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Surroundings } from '../../src/stack/checks/finding.js';
import { CHECKS, checkAll, realSurroundings } from '../../src/stack/checks/index.js';
import type { Database } from '../../src/store/database.js';
import { createTestDatabase, testServer } from '../support/database.js';
import { testTemporal } from '../support/house.js';
import { openMailbox } from '../support/mailbox.js';

const home = mkdtempSync(join(tmpdir(), 'tidemark-checks-'));
let db: Database;
beforeAll(async () => {
  mkdirSync(join(home, 'logs'));
  db = await createTestDatabase();
});
afterAll(async () => {
  await db.close();
  rmSync(home, { recursive: true });
});

/** A machine on which all is well, but for what is said. */
function machine(env: Record<string, string> = {}, others: Partial<Surroundings> = {}): Surroundings {
  const good = { DATABASE_URL: db.url, TEMPORAL_ADDRESS: testTemporal(), ...env };
  return { ...realSurroundings(home), env: good, exists: () => true, installed: () => true, ...others };
}

const look = (check: string, surroundings: Surroundings) => CHECKS[check]?.(surroundings);

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('doctor', () => {
  it('tells the ids of the keys that payloads are encrypted with, and no key', async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const payloads = (keys: string) => look('payloads', machine({ TIDEMARK_CODEC_KEYS: keys }));
    expect(await payloads('')).toMatchObject({ state: 'ok', detail: 'not encrypted' });
    expect(await payloads(`b:${key},a:${key}`)).toMatchObject({ detail: 'encrypted with the key b; read with a too' });
    const bad = await payloads(key);
    expect(bad).toMatchObject({ state: 'broken', next: 'Correct TIDEMARK_CODEC_KEYS.' });
    expect(bad?.detail).not.toContain(key);
  });

  it('finds nothing broken where all is well', async () => {
    const mailbox = await openMailbox();
    const findings = await checkAll(machine({ SMTP_URL: mailbox.url }, { freeBytes: () => 2 ** 40 }));
    await mailbox.close();
    expect(findings.find(({ check }) => check === 'disk use')?.detail).toMatch(
      /^database \d+ MB, of it texts of \d+ months \d+ MB$/,
    );
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'node ok',
      'postgres ok',
      'migrations ok',
      'temporal ok',
      'payloads ok',
      'smtp ok',
      'browser ok',
      'fonts ok',
      'clock ok',
      'disk use ok',
      'disk ok',
    ]);
    expect(findings.every(({ next }) => next === '')).toBe(true);
  });

  it.each(['18.20.4', '20.18.9'])('asks for a newer Node than %s', (nodeVersion) => {
    expect(look('node', machine({}, { nodeVersion }))).toMatchObject({
      state: 'broken',
      next: expect.stringMatching(/20\.19/),
    });
  });

  it('tells a Postgres that does not answer, and who is not let in', async () => {
    const nobody = machine({ DATABASE_URL: `postgresql://a:b@127.0.0.1:${await deadPort()}/x` });
    const broken = { state: 'broken', next: 'Correct DATABASE_URL.' };
    expect(await look('postgres', nobody)).toMatchObject({ ...broken, detail: expect.stringMatching(/ECONNREFUSED/) });
    const url = testServer();
    url.password = 'wrong';
    expect(await look('postgres', machine({ DATABASE_URL: url.href }))).toMatchObject({
      ...broken,
      detail: expect.stringMatching(/password/),
    });
    for (const check of ['migrations', 'clock'])
      expect(await look(check, nobody)).toMatchObject({ state: 'broken', next: 'See the line on Postgres.' });
  });

  it('takes servers that are merely not started for no fault', async () => {
    vi.stubEnv('TEMPORAL_CLI_PATH', process.execPath);
    const fresh: Surroundings = { ...machine(), env: {} };
    for (const check of ['postgres', 'migrations', 'temporal'])
      expect(await look(check, fresh)).toMatchObject({ state: 'idle', next: 'npx tidemark up' });
    vi.unstubAllEnvs();
  });

  it('sees migrations that are pending, and a database that is not there yet', async () => {
    expect(await look('migrations', machine({ DATABASE_URL: testServer().href }))).toMatchObject({
      state: 'idle',
      detail: expect.stringMatching(/^\d+ pending$/),
    });
    const url = testServer();
    url.pathname = '/not_there';
    expect(await look('postgres', machine({ DATABASE_URL: url.href }))).toMatchObject({
      state: 'idle',
      next: 'npx tidemark up',
    });
  });

  it('tells a Temporal that does not answer, and a binary that is not there', async () => {
    const address = `127.0.0.1:${await deadPort()}`;
    expect(await look('temporal', machine({ TEMPORAL_ADDRESS: address }))).toMatchObject({
      state: 'broken',
      detail: `no answer at ${address}`,
      next: 'Correct TEMPORAL_ADDRESS, or the profile.',
    });
    vi.stubEnv('TEMPORAL_CLI_PATH', '/nowhere/temporal');
    const fresh: Surroundings = { ...machine(), env: { TEMPORAL_CLI_PATH: '/nowhere/temporal' } };
    expect(await look('temporal', fresh)).toMatchObject({ state: 'broken', next: 'npm run setup' });
    vi.unstubAllEnvs();
  });

  it.each([
    ['nonsense', /no address/],
    ['http://127.0.0.1', /no address/],
    ['smtp://127.0.0.1:1', /no answer at 127\.0\.0\.1:1$/],
    ['smtp://127.0.0.1:1?pool=true', /no answer at 127\.0\.0\.1:1$/],
  ])('cannot hand mail over at %s', async (SMTP_URL, detail) => {
    expect(await look('smtp', machine({ SMTP_URL }))).toMatchObject({
      state: 'broken',
      detail: expect.stringMatching(detail),
      next: expect.stringMatching(/SMTP_URL/),
    });
  });

  it('tells a browser or fonts that are missing', () => {
    const nothing = { exists: () => false, installed: () => false };
    expect(look('browser', machine({ CHROMIUM_PATH: '/nowhere' }, nothing))).toMatchObject({
      state: 'broken',
      next: 'Correct CHROMIUM_PATH.',
    });
    expect(look('browser', machine({}, nothing))).toMatchObject({ state: 'idle', next: 'npm run setup' });
    const onlyDependencies = { exists: () => false, installed: () => true };
    const browserOn = (platform: string) => look('browser', machine({}, { ...onlyDependencies, platform }));
    expect(browserOn('linux-arm64')).toMatchObject({ state: 'idle', next: 'Set CHROMIUM_PATH.' });
    expect(browserOn('linux-x64')).toMatchObject({ state: 'ok' });
    expect(look('fonts', machine({}, nothing))).toMatchObject({ state: 'broken', next: 'npm run setup' });
  });

  it('tells a clock that is off', async () => {
    const late = machine({}, { now: () => new Date(Date.now() - 3_600_000) });
    expect(await look('clock', late)).toMatchObject({ state: 'broken', next: 'Set both clocks by NTP.' });
  });

  it('tells a disk that is full, and a folder that cannot be written to', () => {
    expect(look('disk', machine({}, { freeBytes: () => 2 ** 30 }))).toMatchObject({
      state: 'broken',
      detail: expect.stringMatching(/^1\.0 GB free/),
    });
    const gone = join(home, 'gone');
    expect(look('disk', machine({}, { home: gone }))).toMatchObject({
      state: 'broken',
      next: expect.stringMatching(/TIDEMARK_HOME/),
    });
  });

  it('goes on when a check itself fails', async () => {
    const surroundings = machine(
      {},
      {
        freeBytes: () => {
          throw new Error('statfs failed');
        },
      },
    );
    const findings = await checkAll(surroundings);
    expect(findings).toHaveLength(11);
    expect(findings.at(-1)).toMatchObject({ check: 'disk', state: 'broken', detail: 'statfs failed' });
  });
});
