import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stub, startStub } from '../../src/anthropic-stub/stub.js';
import { inventConversations } from '../support/population.js';
import { type Cli, openCli, rows } from './cli.js';

let cli: Cli;
let stub: Stub;
const index = `model-${process.pid}`;
const on = ['--index', index];

beforeAll(async () => {
  stub = await startStub({ minimumPrefix: 500 });
  cli = await openCli({
    indices: { [index]: { labeller: 'anthropic' }, plain: {} },
    anthropic: {
      model: 'test-model',
      prices: { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
      minimumPrefix: 500,
      baseUrl: stub.url,
      budget: 5,
    },
  });
  vi.stubEnv('ANTHROPIC_API_KEY', 'no key of anybody');
  const lines = (await inventConversations({ months: 1, conversationsPerMonth: 100, accounts: 50 })).map((c) =>
    JSON.stringify({
      id: c.externalId,
      source: 'cli',
      account_id: c.accountId,
      created_at: c.startedAt.toISOString(),
      messages: c.turns.map(({ role, text }) => ({ role, content: text })),
    }),
  );
  await cli.run('import', cli.file('conversations.jsonl', `${lines.join('\n')}\n`));
});
afterAll(async () => {
  await cli.close();
  await stub.close();
});

/** What the plan says a run will cost, and what it has to label. */
async function plan(...more: string[]) {
  const { code, out, err } = await cli.run('plan', '2026-05', ...on, ...more);
  expect({ code, err }).toMatchObject({ code: 0 });
  const [record] = rows(out);
  return { record, err, usd: Number(record?.['usd']), toLabel: Number(record?.['to_label']) };
}

describe('the cost of a run', () => {
  it('is said before anything is bought, from a count of tokens', async () => {
    const { record, usd } = await plan();
    expect(record).toMatchObject({ labeller: 'anthropic', basis: 'counted', calls_each: 2, budget_usd: 5 });
    expect(usd).toBeGreaterThan(0.02);
    expect(stub.counts.calls).toBe(0);
  });

  it('is metered where some are bought first', async () => {
    const { record, usd } = await plan('--buy', '25');
    expect(record).toMatchObject({ basis: 'metered' });
    expect(usd).toBeGreaterThan(0);
    expect(stub.counts.calls).toBeGreaterThanOrEqual(25);
  });

  it('is what the run then costs, give or take a fifth', async () => {
    const { usd } = await plan();
    const before = { ...stub.counts };
    expect(await cli.run('run', '2026-05', '--dry-run', ...on)).toMatchObject({ code: 0 });
    const used = (name: 'input' | 'output' | 'cacheRead') => stub.counts[name] - before[name];
    const spent = (used('input') + 5 * used('output') + 0.1 * used('cacheRead')) / 1e6;
    // The plan counts what is not labelled yet, of which 25 are bought already; and rounds up to a cent.
    expect(spent).toBeLessThanOrEqual(usd);
    expect(spent).toBeGreaterThan(0.5 * usd);
  });

  it('is nothing with a labeller that asks nobody', async () => {
    const { out } = await cli.run('plan', '2026-05', '--index', 'plain');
    expect(rows(out)).toEqual([{ period: '2026-05', labeller: 'local', usd: 0 }]);
  });

  it.each([
    ['2026-13', [], 2, 'not a period'],
    ['2031-01', [], 3, 'no conversations to label'],
    ['2026-05', ['--sample', 'many'], 2, 'not a number of conversations'],
    ['2026-05', ['--index', 'nowhere'], 2, 'There is no index "nowhere"'],
  ])('is refused for %s %j', async (period, more, code, message) => {
    const said = await cli.run('plan', period, ...on, ...more);
    expect(said).toMatchObject({ code, err: expect.stringContaining(message) });
  });
});

describe('what a run was labelled with', () => {
  it('is written down, without a word of a conversation, and shown with what it used', async () => {
    const [run] = rows((await cli.run('runs', 'list', ...on)).out);
    const key = String(run?.['run']);
    const to = join(cli.folder, 'recording.jsonl');
    const { code, err } = await cli.run('runs', 'record', key, '--to', to);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('recorded:') });
    const [head, ...labels] = readFileSync(to, 'utf8').trim().split('\n');
    expect(JSON.parse(head ?? '')).toMatchObject({ labeller: { name: 'anthropic', rules: { model: 'test-model' } } });
    expect(labels.length).toBeGreaterThan(0);
    const [shown] = rows((await cli.run('runs', 'show', key)).out);
    expect(shown?.['usage']).toEqual(expect.arrayContaining([expect.objectContaining({ stage: 'describe' })]));
  });

  it('is refused of a run that there is none of', async () => {
    expect(await cli.run('runs', 'record', 'default/1999-01/1', '--to', 'x')).toMatchObject({ code: 2 });
  });
});
