import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cli, openCli, rows, say } from './cli.js';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli.close());

describe('the command line', () => {
  afterEach(() => {
    for (const [name, value] of Object.entries(cli.env)) vi.stubEnv(name, value);
  });

  it('explains itself with examples', async () => {
    for (const argv of [
      ['--help'],
      ['run', '--help'],
      ['import', '--help'],
      ['cells', '--help'],
      ['explain', '--help'],
    ]) {
      const { code, out } = await cli.run(...argv);
      expect(code).toBe(0);
      expect(out).toMatch(/Examples?\b/);
    }
    expect(await cli.run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each([[['nope']], [['run']], [['import']], [['cells', '2026-10', '--no-such-option']], [[]]])(
    'ends with 2 for the usage error %j',
    async (argv) => {
      expect(await cli.run(...argv)).toMatchObject({ code: 2, out: '' });
    },
  );

  it.each([
    ['a period that is none', ['run', '2026-13'], '"2026-13" is not a period.'],
    [
      'a run of an index that is not defined',
      ['run', '2026-10', '--index', 'nope'],
      'There is no index "nope". There are ',
    ],
    ['an index that is not defined', ['index', 'show', 'toString'], 'There is no index "toString".'],
    ['the releases of no index', ['releases', 'list', '--index', 'nope'], 'There is no index "nope".'],
    ['the runs of no index', ['runs', 'list', '--index', 'nope'], 'There is no index "nope".'],
    [
      'a release before the first',
      ['cells', '2026-10'],
      'There is no release "2026-10" of default. Nothing has been published yet.',
    ],
    ['a run before the first', ['runs', 'show', 'x'], 'There is no run "x". Nothing has been run yet.'],
    ['a folder that is not there', ['releases', 'verify', '/nowhere'], '/nowhere is not a folder that can be read.'],
    ['a taxonomy that is not there', ['taxonomy', 'import', '/nowhere'], 'There is no /nowhere.'],
    ['a port that is none', ['serve', '--port', 'web'], '"web" is not a port.'],
    ['a port that cannot be', ['serve', '--port', '70000'], '"70000" is not a port.'],
    ['a digest to nobody', ['digest', 'test', '2026-10', 'nobody'], '"nobody" is not an e-mail address.'],
  ])('ends with 2 and a sentence for %s', async (_, argv, sentence) => {
    const { code, out, err } = await cli.run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`tidemark: ${sentence}`);
    expect(err).not.toMatch(/^ {4}at /m);
  });

  it('says that a port is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await cli.run('serve', '--port', port)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken.`),
    });
    holder.close();
  });

  it.each([
    ['DATABASE_URL', 'nonsense', 2, 'DATABASE_URL is not an address that can be used.'],
    ['DATABASE_URL', 'postgresql://a:b@127.0.0.1:1/x', 4, 'A server does not answer: connect ECONNREFUSED'],
    ['TIDEMARK_CONFIG', '/nowhere.mjs', 2, 'The configuration /nowhere.mjs cannot be read'],
    ['TIDEMARK_HOME', '/dev/null/x', 2, 'The state folder /dev/null/x cannot be made'],
    ['TIDEMARK_KEY', 'short', 2, 'The installation secret is not 64 hex digits.'],
  ])('ends with a sentence when %s is %s', async (name, value, code, sentence) => {
    vi.stubEnv(name, value);
    const said = await say(['runs', 'list'], false);
    expect(said).toMatchObject({ code, out: '', err: expect.stringContaining(sentence) });
    expect(said.err).not.toMatch(/^ {4}at /m);
  });

  it('ends with 4 when Temporal does not answer', async () => {
    vi.stubEnv('TEMPORAL_ADDRESS', '127.0.0.1:1');
    expect(await cli.run('run', '2026-10')).toMatchObject({
      code: 4,
      err: expect.stringContaining('Temporal does not answer'),
    });
  });

  it('brings the taxonomy that ships with it', async () => {
    expect(rows((await cli.run('taxonomy', 'list')).out)).toEqual([expect.objectContaining({ name: 'starter-1' })]);
  });

  it('shows a table on a terminal, NDJSON in a pipe, one document on demand', async () => {
    const terminal = await cli.onTerminal('status');
    expect(terminal.out).toMatch(/service.*state.*where/);
    expect(rows((await cli.run('status')).out).map(({ service }) => service)).toEqual([
      'postgres',
      'temporal',
      'worker',
    ]);
    expect(JSON.parse((await cli.onTerminal('status', '--json')).out)).toHaveLength(3);
  });

  it('has doctor end with 4 when something is broken', async () => {
    vi.stubEnv('SMTP_URL', 'nonsense');
    const { code, out } = await cli.run('doctor');
    expect(code).toBe(4);
    expect(rows(out).find(({ check }) => check === 'smtp')).toMatchObject({ state: 'broken' });
    vi.stubEnv('SMTP_URL', '');
    expect((await cli.run('doctor')).code).toBe(0);
  });

  it('finds fault with a folder that is no release', async () => {
    const said = await cli.run('releases', 'verify', join(cli.folder, 'home'), '--json');
    expect(said).toMatchObject({ code: 3, err: expect.stringContaining('checks failed') });
    expect(JSON.parse(said.out)).toMatchObject({ holds: false });
  });
});
