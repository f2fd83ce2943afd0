import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';

let cli: Cli;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `reviewed-${process.pid}`;
const run = `${index}/2026-05/1`;

beforeAll(async () => {
  cli = await openCli({ indices: { [index]: {} }, releases: { [index]: { approval: 'manual' } } });
  await cli.run('import', cli.file('conversations.jsonl', await populationFile()));
  await cli.run('run', '2026-05', '--index', index);
  expect((await cli.run('review', 'approve', run, '--why', 'looked at')).code).toBe(0);
}, 60_000);
afterAll(() => cli.close());

describe('a reviewed run that is taken back to its review', { timeout: 60_000 }, () => {
  it('waits for another word: what was said of it before does not hold for what it is now', async () => {
    const { code, out } = await cli.run(
      'replay',
      'reset',
      run,
      '--from',
      'review',
      '--why',
      'looked at the wrong page',
    );
    expect({ code, said: rows(out)[0] }).toMatchObject({ code: 0, said: { run, status: 'awaiting_review' } });
  });

  it('has not ended, so that it can be told to end', async () => {
    const [shown] = rows((await cli.run('runs', 'show', run)).out);
    expect(shown).toMatchObject({ status: 'awaiting_review', finishedAt: null });
    const { out } = await cli.run('runs', 'cancel', run, '--why', 'enough');
    expect(rows(out)[0]).toMatchObject({ run, status: 'cancelled', release: '2026-05' });
  });
});
