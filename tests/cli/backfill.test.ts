import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../src/period.js';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';

let cli: Cli;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `backfill-${process.pid}`;
const on = ['--index', index];

beforeAll(async () => {
  cli = await openCli({ indices: { [index]: { disclosure: { minConversations: 5, minAccounts: 3 } } } });
  await cli.run(
    'import',
    cli.file(
      'conversations.jsonl',
      await populationFile({
        seed: 'backfill',
        firstMonth: parsePeriod('2026-02'),
        months: 3,
        conversationsPerMonth: 200,
        accounts: 80,
      }),
    ),
  );
});
afterAll(() => cli.close());

const actions = (out: string) => rows(out).map(({ period, action }) => `${period} ${action}`);

describe('tidemark backfill', { timeout: 120_000 }, () => {
  it('shows the plan first, and does nothing on a dry run', async () => {
    const { code, out, err } = await cli.run('backfill', '2026-01..2026-04', '--dry-run', ...on);
    expect({ code, actions: actions(out) }).toEqual({
      code: 0,
      actions: ['2026-01 empty', '2026-02 run', '2026-03 run', '2026-04 run'],
    });
    expect(err).toContain('3 to run. Nothing was done.');
    expect(rows((await cli.run('runs', 'list', ...on)).out)).toEqual([]);
  });

  it('releases what is missing in order, each compared with the one before, and leaves what is published alone', async () => {
    expect(await cli.run('run', '2026-02', ...on)).toMatchObject({ code: 0 });
    const { code, out, err } = await cli.run('backfill', '2026-01..2026-04', '--parallel', '2', ...on);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('2 released, up to 2026-04.') });
    expect(actions(out)).toContain('2026-02 published');
    const { rows: compared } = await cli.db.pool.query(
      `select t.period as period, f.period as before from release r join comparison c on c.id = r.comparison_id
       join snapshot f on f.id = c.from_id join snapshot t on t.id = c.to_id order by 1`,
    );
    expect(compared).toEqual([
      { period: '2026-03', before: '2026-02' },
      { period: '2026-04', before: '2026-03' },
    ]);
    const again = await cli.run('backfill', '2026-01..2026-04', ...on);
    expect(again.err).toContain('There is nothing to run.');
  });

  it.each([
    ['a span that runs backwards', ['2026-04..2026-01'], 'is not a span of periods'],
    ['no number of lanes', ['2026-01', '--parallel', '0'], 'It is a number from 1 to 32.'],
  ])('ends with 2 for %s', async (_, words, sentence) => {
    const { code, err } = await cli.run('backfill', ...words, ...on);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
