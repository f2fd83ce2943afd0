import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';

let cli: Cli;
let mailbox: Mailbox;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `cli-${process.pid}`;
const on = ['--index', index];

beforeAll(async () => {
  mailbox = await openMailbox();
  cli = await openCli({ indices: { [index]: { disclosure: { minConversations: 5, minAccounts: 3 } } } });
  vi.stubEnv('SMTP_URL', mailbox.url);
  await cli.run('import', cli.file('conversations.jsonl', await populationFile()));
  await cli.run('subscribers', 'add', 'ada@example.org', ...on);
});
afterAll(async () => {
  await cli.close();
  await mailbox.close();
});

describe('from conversations to a release', () => {
  it('computes on a dry run, and publishes and mails nothing', async () => {
    const { code, out, err } = await cli.run('run', '2026-05', '--dry-run', ...on);
    expect(code).toBe(0);
    expect(rows(out)).toEqual([expect.objectContaining({ release: null, folder: null, mailed: 0 })]);
    expect(err).toContain('Nothing was published or mailed.');
    expect(existsSync(`${cli.folder}/snapshots`)).toBe(false);
    expect(mailbox.received).toHaveLength(0);
  });

  it('publishes and mails, once', async () => {
    const { code, out } = await cli.run('run', '2026-05', '--json', ...on);
    expect(code).toBe(0);
    const { folder, ...result } = JSON.parse(out);
    expect(result).toMatchObject({ release: '2026-05', mailed: 1 });
    expect(readdirSync(folder)).toContain('index.html');
    expect(await cli.run('releases', 'verify', folder)).toMatchObject({ code: 0, out: '' });
    expect((await cli.run('run', '2026-05', ...on)).code).toBe(0);
    expect(mailbox.received).toHaveLength(1);
  });

  it('measures depth, concentration and job zones from the inside, with intervals and a quality', async () => {
    const { code, out, err } = await cli.run('measures', '2026-05', '--json', ...on);
    expect(code).toBe(0);
    expect(err).toContain('Do not pass its numbers on.');
    const found: Record<string, unknown>[] = JSON.parse(out);
    const of = (measure: string) => found.find((row) => row['measure'] === measure);
    expect(of('depth.occupations_all.at_least_10pct')).toMatchObject({ method: 'bootstrap_accounts' });
    expect(of('top_10_share.with_task.tasks')).toMatchObject({ method: 'cross_fit_accounts' });
    expect(found.some(({ measure }) => String(measure).startsWith('share.with_job_zone'))).toBe(true);
    for (const { quality } of found) expect(['ok', 'review', 'unreliable']).toContain(quality);
    expect(await cli.run('measures', '2031-01', ...on)).toMatchObject({ code: 2 });
  });

  it('says why there are no new tasks where the labeller describes nothing', async () => {
    const { code, out, err } = await cli.run('new-tasks', '2026-05', '--json', ...on);
    expect({ code, tasks: JSON.parse(out) }).toEqual({ code: 0, tasks: [] });
    expect(err).toContain('the labeller describes none');
  });

  it('says which months there are when one has no conversations', async () => {
    const { code, err } = await cli.run('run', '2019-01', ...on);
    expect(code).toBe(3);
    expect(err).toContain('There are no conversations to sample in 2019-01.');
    expect(err).toContain('Conversations were imported of: 2026-05');
    expect(err).not.toMatch(/^ {4}at /m);
  });

  it('lists runs, the failed one with its reason', async () => {
    const runs = rows((await cli.run('runs', 'list', ...on)).out);
    expect(runs.map(({ run, status }) => `${run} ${status}`)).toEqual([
      `${index}/2019-01/1 failed`,
      `${index}/2026-05/3 finished`,
      `${index}/2026-05/2 finished`,
      `${index}/2026-05/1 dry_run`,
    ]);
    expect(runs[0]?.['failure']).toMatch(/no conversations/);
    expect((await cli.run('runs', 'show', `${index}/2026-05/2`)).code).toBe(0);
    expect((await cli.run('runs', 'show', 'x')).err).toContain(`There is no run "x". There are ${index}/2019-01/1, `);
  });

  it('lists and shows releases, and says which there are', async () => {
    expect(rows((await cli.run('releases', 'list', ...on)).out).map(({ release }) => release)).toEqual(['2026-05']);
    expect(rows((await cli.run('releases', 'show', '2026-05', ...on)).out)).toEqual([
      expect.objectContaining({ name: '2026-05', publicHash: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    expect(await cli.run('releases', 'show', '2026-06', ...on)).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no release "2026-06" of '),
    });
  });

  it('shows published cells by facet, level and key, and tells nothing of the others', async () => {
    const modes = rows((await cli.run('cells', '2026-05', '--facet', 'mode', '--level', 'mode_class', ...on)).out);
    expect(modes.map(({ cell }) => cell)).toContain('mode|mode_class|GLOBAL|automation||share.five_modes');
    const one = rows((await cli.run('cells', '2026-05', '--key', 'automation', ...on)).out);
    expect(one).toHaveLength(1);
    const all = rows((await cli.run('cells', '2026-05', '--all', ...on)).out);
    const withheld = all.filter(({ status }) => status === 'suppressed');
    expect(withheld.length).toBeGreaterThan(0);
    expect(withheld.every(({ value, n, accounts }) => value === null && n === null && accounts === null)).toBe(true);
  });

  it.each([
    ['facet', 'There are mode, occupation, outcome, task'],
    ['level', 'There are major_group, '],
    ['key', 'There are '],
  ])('says which values a %s can have', async (filter, sentence) => {
    const { code, err } = await cli.run('cells', '2026-05', `--${filter}`, 'nope', ...on);
    expect(code).toBe(2);
    expect(err).toContain(`No cell has the ${filter} "nope". ${sentence}`);
  });

  it('explains a number, and a withheld one with a warning', async () => {
    const id = 'mode|mode_class|GLOBAL|automation||share.five_modes';
    const explained = JSON.parse((await cli.run('explain', '2026-05', id, '--json', ...on)).out);
    expect(explained).toMatchObject({ cell: id, status: 'published', base: 'five_modes' });
    expect(explained.formula).toContain('share.five_modes');
    const all = rows((await cli.run('cells', '2026-05', '--all', ...on)).out);
    const withheld = String(all.find(({ status }) => status === 'suppressed')?.['cell']);
    const { err, out } = await cli.run('explain', '2026-05', withheld, ...on);
    expect(err).toContain('this cell is withheld');
    expect(rows(out)[0]?.['why']).toMatch(/none|too_few|dominated|protects_another/);
  });

  it('suggests cells to who names none', async () => {
    const { code, err } = await cli.run('explain', '2026-05', 'automation', ...on);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean mode|mode_class|GLOBAL|automation||share.five_modes');
  });

  it('previews the mail as files, and sends it to one address when asked', async () => {
    const [preview] = rows((await cli.run('digest', 'preview', '2026-05', ...on)).out);
    expect(existsSync(String(preview?.['html']))).toBe(true);
    const before = mailbox.received.length;
    expect(await cli.run('digest', 'test', '2026-05', 'ed@example.org', '--dry-run', ...on)).toMatchObject({ code: 0 });
    expect(mailbox.received).toHaveLength(before);
    const { out } = await cli.run('digest', 'test', '2026-05', 'ed@example.org', ...on);
    expect(rows(out)).toEqual([{ subject: preview?.['subject'], to: 'ed@example.org', sent: true }]);
    expect(mailbox.received.at(-1)?.subject).toBe(preview?.['subject']);
  });

  it('ends with 4 when nobody takes the mail', async () => {
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1');
    const { code } = await cli.run('digest', 'test', '2026-05', 'ed@example.org', ...on);
    vi.stubEnv('SMTP_URL', mailbox.url);
    expect(code).toBe(4);
  });

  it('lists mails of which nobody knows what became, and settles them on a person’s word', async () => {
    const [mail] = rows((await cli.run('outbox', 'list', ...on)).out);
    expect(mail).toMatchObject({ release: `${index}/2026-05`, email: 'ada@example.org', status: 'sent' });
    const resolve = (...words: string[]) =>
      cli.run('outbox', 'resolve', String(mail?.['id']), '--why', 'asked her', ...words);
    expect((await resolve('--resend')).err).toContain('is sent: only what is unknown or failed can be resolved.');
    const forget = () => cli.db.pool.query(`update outbox set status = 'unknown' where id = $1`, [mail?.['id']]);
    await forget();
    expect((await cli.run('outbox', 'list', '--status', 'unknown', ...on)).err).toContain(
      '1 may have been sent or not.',
    );
    expect(rows((await resolve('--resend', '--dry-run')).out)[0]).toMatchObject({ status: 'unknown', would: 'resend' });
    const before = mailbox.received.length;
    expect(rows((await resolve('--sent', '--who', 'ed')).out)[0]).toMatchObject({ status: 'sent' });
    expect(rows((await cli.run('outbox', 'list', ...on)).out)[0]?.['remark']).toBe('sent said by ed: asked her');
    expect(mailbox.received).toHaveLength(before);
    await forget();
    expect(rows((await resolve('--resend')).out)[0]).toMatchObject({ status: 'sent' });
    expect(mailbox.received).toHaveLength(before + 1);
  });

  it.each([
    ['both words', ['1', '--sent', '--resend'], 'Say one of two things of the mail.'],
    ['no number', ['x', '--sent'], '"x" is not the number of a mail.'],
    ['a mail that is not there', ['999999', '--sent'], 'There is no mail 999999.'],
  ])('refuses to settle a mail with %s', async (_, words, sentence) => {
    const { code, err } = await cli.run('outbox', 'resolve', ...words, '--why', 'why');
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
