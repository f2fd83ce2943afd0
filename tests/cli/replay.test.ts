import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';

let cli: Cli;
let mailbox: Mailbox;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `replay-${process.pid}`;
const first = `${index}/2026-05/1`;
const on = ['--index', index];

beforeAll(async () => {
  mailbox = await openMailbox();
  cli = await openCli({ indices: { [index]: { disclosure: { minConversations: 5, minAccounts: 3 } } } });
  vi.stubEnv('SMTP_URL', mailbox.url);
  await cli.run('import', cli.file('conversations.jsonl', await populationFile()));
  await cli.run('subscribers', 'add', 'ada@example.org', ...on);
  const { code } = await cli.run('run', '2026-05', ...on);
  expect(code).toBe(0);
}, 60_000);
afterAll(async () => {
  await cli.close();
  await mailbox.close();
});

const json = (out: string) => JSON.parse(out);
const releases = async () => rows((await cli.run('releases', 'list', ...on)).out);
const counts = async () => {
  const { rows: found } = await cli.db.pool.query(
    'select (select count(*) from label)::int as labels, (select count(*) from snapshot)::int as snapshots',
  );
  return found[0];
};

describe('tidemark replay debug', { timeout: 60_000 }, () => {
  it('replays the history of a run and of its labelling, and can save it', async () => {
    const path = join(cli.folder, 'history.json');
    const { code, out } = await cli.run('replay', 'debug', first, '--save', path, '--json');
    expect(code).toBe(0);
    expect(json(out)).toMatchObject({
      run: first,
      status: 'COMPLETED',
      labelling: 1,
      deterministic: true,
      departures: [],
    });
    expect(JSON.parse(readFileSync(path, 'utf8')).events).toHaveLength(json(out).events);
  });

  it('says nothing but what it found', async () => {
    const bin = join(projectRoot, 'bin', 'tidemark.mjs');
    const child = spawn(process.execPath, [bin, 'replay', 'debug', first], { env: { ...process.env, ...cli.env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (piece) => {
      out += piece;
    });
    child.stderr.on('data', (piece) => {
      err += piece;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect({ said: rows(out), err }).toMatchObject({ said: [{ run: first, deterministic: true }], err: '' });
  });

  it('says what it cannot find', async () => {
    expect((await cli.run('replay', 'debug', 'nope')).err).toContain('There is no run "nope".');
    await cli.db.pool.query(
      `insert into run (key, index_version_id, period, attempt, method_id, labeller_id, seed, workflow_id)
       select key || '-gone', index_version_id, period, 99, method_id, labeller_id, seed, workflow_id from run where key = $1`,
      [first],
    );
    const { code, err } = await cli.run('replay', 'debug', `${first}-gone`);
    expect(code).toBe(2);
    expect(err).toContain('The Temporal server knows nothing of');
    await cli.db.pool.query(`delete from run where key = $1`, [`${first}-gone`]);
  });
});

describe('tidemark replay reset', { timeout: 60_000 }, () => {
  it('says where it would go back to, and does nothing, on a dry run', async () => {
    const { code, out } = await cli.run(
      'replay',
      'reset',
      first,
      '--from',
      'publish',
      '--why',
      'x',
      '--dry-run',
      '--json',
    );
    expect({ code, out: json(out) }).toMatchObject({ code: 0, out: { run: first, from: 'publish', would: 'reset' } });
    expect(rows((await cli.run('runs', 'show', first)).out)[0]).toMatchObject({ decisions: [] });
  });

  it('goes on from a stage, and does nothing twice', async () => {
    const [mailed, before, released] = [mailbox.received.length, await counts(), await releases()];
    const { code, out, err } = await cli.run(
      'replay',
      'reset',
      first,
      '--from',
      'label',
      '--why',
      'to see',
      '--who',
      'ed',
      '--json',
    );
    expect({ code, err }).toEqual({ code: 0, err: expect.any(String) });
    expect(json(out)).toMatchObject({ release: '2026-05', mailed: 0 });
    expect(mailbox.received).toHaveLength(mailed);
    expect(await counts()).toEqual(before);
    expect(await releases()).toEqual(released);
    const [shown] = rows((await cli.run('runs', 'show', first)).out);
    expect(shown).toMatchObject({
      status: 'finished',
      decisions: [{ action: 'reset', who: 'ed', why: 'to label: to see' }],
    });
    expect(json((await cli.run('replay', 'debug', first, '--json')).out)).toMatchObject({ deterministic: true });
  });

  it.each([
    ['a stage that is none', 'brew', '"brew" is not a stage that a run can be reset to.'],
    ['no run', 'publish', 'There is no run "nope".'],
  ])('refuses %s', async (_, stage, sentence) => {
    const { code, err } = await cli.run('replay', 'reset', 'nope', '--from', stage, '--why', 'x');
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe('tidemark replay resume', () => {
  it('says that a run has ended, and what to type instead', async () => {
    const { code, err } = await cli.run('replay', 'resume', first, '--why', 'x');
    expect(code).toBe(2);
    expect(err).toContain(`${first} has ended: it is finished.`);
    expect(err).toContain(`npx tidemark replay reset ${first} --from STAGE`);
  });
});

describe('tidemark replay rerun', { timeout: 120_000 }, () => {
  it('shows what it would do, and does nothing, on a dry run', async () => {
    const { code, out, err } = await cli.run('replay', 'rerun', first, '--set', 'floor=40', '--dry-run', '--json');
    expect({ code, out: json(out) }).toMatchObject({
      code: 0,
      out: { would: 'rerun', changes: { minConversations: 40 } },
    });
    expect(err).toContain('labels are known; none is made anew.');
    expect(rows((await cli.run('runs', 'list', ...on)).out)).toHaveLength(1);
  });

  it('ends with an empty difference and the same snapshot where nothing is changed', async () => {
    const before = await counts();
    const { code, out } = await cli.run('replay', 'rerun', first, '--json');
    expect(code).toBe(0);
    expect(json(out)).toMatchObject({ of: first, identical: true, vintage: 1, differences: 0, cells: [] });
    expect(await counts()).toEqual(before);
  });

  it('tells exactly the cells that another floor touches, publishes nothing and mails nobody', async () => {
    const mailed = mailbox.received.length;
    const released = await releases();
    const { code, out } = await cli.run('replay', 'rerun', first, '--set', 'floor=25', '--json');
    expect(code).toBe(0);
    const { cells, identical } = json(out);
    expect(identical).toBe(false);
    const { rows: below } = await cli.db.pool.query(
      `select k.facet || '|' || k.level || '|' || k.geography || '|' || k.key || '|' || k.key2 || '|' || k.measure || '.' || k.base as cell
       from cell c join cell_key k on k.id = c.cell_key_id join run r on r.snapshot_id = c.snapshot_id
       where r.key = $1 and c.status = 'published' and c.n < 25`,
      [first],
    );
    const withheld = cells.filter(({ change }: { change: string }) => change === 'withheld');
    const told = withheld.map(({ cell }: { cell: string }) => cell);
    expect(below.length).toBeGreaterThan(0);
    expect(told).toEqual(expect.arrayContaining(below.map(({ cell }) => cell)));
    // Nothing is published that was not, and where a value is still told it is the same one.
    const changed = cells.filter(({ change }: { change: string }) => change !== 'withheld');
    for (const { change, from, to } of changed) expect({ change, from }).toEqual({ change: 'changed', from: to });
    expect(await releases()).toEqual(released);
    expect(mailbox.received).toHaveLength(mailed);
  });

  it('draws another sample of what was known then with another seed', async () => {
    await cli.run(
      'import',
      cli.file(
        'later.jsonl',
        (await populationFile({ seed: 'later' })).replaceAll('"source":"cli"', '"source":"later"'),
      ),
    );
    const { code, out } = await cli.run('replay', 'rerun', first, '--set', 'seed=other', '--json');
    expect(code).toBe(0);
    const { rows: drawn } = await cli.db.pool.query(
      'select r.seed, s.drawn from run r join sample s on s.id = r.sample_id where r.key in ($1, $2) order by r.id',
      [first, json(out).run],
    );
    expect(drawn.map(({ seed }) => seed)).toEqual(['tidemark', 'other']);
    expect(drawn[1].drawn).toBe(drawn[0].drawn);
  });

  it('refuses where the text is gone that another labeller would need', async () => {
    await cli.db.pool.query('delete from label');
    await cli.db.pool.query('delete from conversation_text');
    const { code, err } = await cli.run('replay', 'rerun', first);
    expect(code).toBe(3);
    expect(err).toMatch(/The text of \d+ conversations is gone/);
  });

  it.each([
    ['colour=red', '"colour=red" is nothing that a rerun can change.'],
    ['floor=none', 'floor=none: it is a whole number from 1.'],
    ['dominance=7', 'dominance=7: it is a share from 0 to 1.'],
  ])('refuses %s', async (setting, sentence) => {
    const { code, err } = await cli.run('replay', 'rerun', first, '--set', setting);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
