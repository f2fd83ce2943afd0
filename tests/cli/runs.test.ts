import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standing } from '../../src/cli/watch-run.js';
import { UserError } from '../../src/errors.js';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease, watchRelease } from '../../src/temporal/releases.js';
import { testTemporal } from '../support/house.js';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';
import { workFor } from './worker.js';

let cli: Cli;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `runs-${process.pid}`;
const AT = { address: testTemporal(), namespace: 'default' };

beforeAll(async () => {
  cli = await openCli({ indices: { [index]: {} }, shardSize: 100 });
  await cli.run('import', cli.file('conversations.jsonl', await populationFile({ months: 3 })));
}, 60_000);
afterAll(() => cli.close());

/** Begins a run of a period, and waits for it no longer than `until` takes. */
async function begin(taskQueue: string, period: string, until: 'waits' | Promise<unknown>): Promise<string> {
  await withClient(AT, async (client) => {
    const input = { index, period, attempt: 1, reason: null, dryRun: false };
    const { handle } = await startRelease(client, taskQueue, input);
    await (until === 'waits' ? watchRelease(client, handle, () => undefined) : until);
  });
  return `${index}/${period}/1`;
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

describe('a run under way', { timeout: 60_000 }, () => {
  it('is seen where it is, and cancelled there: its labelling is told, and what was decided is kept', async () => {
    const [labelling, told] = [signal(), signal()];
    const queue = await workFor(cli, async (aborted) => {
      labelling.give();
      await new Promise<void>((_, reject) => {
        aborted?.addEventListener('abort', () => reject(aborted.reason));
      }).finally(() => told.give());
    });
    const run = await begin(queue, '2026-05', labelling.given);

    const [seen] = rows((await cli.run('runs', 'watch', run, '--once')).out);
    expect(seen).toMatchObject({ run, status: 'running', stage: 'label', done: 0, remark: null });
    expect(seen?.['total']).toBeGreaterThan(300);
    expect(seen?.['inFlight']).toBeGreaterThanOrEqual(2);

    const dry = await cli.run('runs', 'cancel', run, '--why', 'x', '--dry-run');
    expect(rows(dry.out)).toEqual([{ run, status: 'running', stage: 'sample', would: 'cancel' }]);
    const { code, out } = await cli.run('runs', 'cancel', run, '--why', 'wrong month', '--who', 'ada');
    await told.given;
    expect({ code, said: rows(out) }).toEqual({ code: 0, said: [{ run, status: 'cancelled', release: null }] });
    const [shown] = rows((await cli.run('runs', 'show', run)).out);
    expect(shown).toMatchObject({ decisions: [{ action: 'cancel', who: 'ada', why: 'wrong month' }] });
    expect(await cli.run('runs', 'cancel', run, '--why', 'again')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${run} has ended: it is cancelled.`),
    });
  });

  it('that failed to label is listed shard by shard, and then by what it goes without', async () => {
    let broken = true;
    const queue = await workFor(cli, async () => {
      if (broken) throw new UserError('The key is refused.');
    });
    const run = await begin(queue, '2026-06', 'waits');
    const failures = async () => rows((await cli.run('runs', 'show', run, '--failures')).out);
    const parked = await failures();
    expect(parked[0]).toMatchObject({ kind: 'run', item: run, reason: expect.stringMatching(/The key is refused/) });
    expect(parked.slice(1).map(({ kind, item }) => `${kind} ${item}`)).toEqual(
      expect.arrayContaining(['shard 0', 'shard 1', 'shard 2']),
    );
    expect(parked[1]).toMatchObject({ reason: expect.stringMatching(/^\d+ conversations without a label$/) });
    broken = false;
    expect((await cli.run('runs', 'skip-items', run, '--why', 'to see')).code).toBe(0);
    const skipped = await failures();
    expect(skipped.length).toBeGreaterThan(300);
    expect(new Set(skipped.map(({ kind, reason }) => `${kind} ${reason}`))).toEqual(
      new Set(['conversation quarantined']),
    );
    expect(skipped[0]?.['item']).toMatch(/^cli\//);
  });

  it('that nobody runs any more can be ended all the same', async () => {
    await cli.db.pool.query(
      `insert into run (key, index_version_id, period, attempt, method_id, labeller_id, seed, workflow_id)
       select $1, index_version_id, '2020-01', 1, method_id, labeller_id, seed, 'forgotten' from run limit 1`,
      [`${index}/2020-01/1`],
    );
    const watched = await cli.run('runs', 'watch', `${index}/2020-01/1`, '--once');
    expect(rows(watched.out)[0]).toMatchObject({ remark: expect.stringContaining('Nothing runs it any more') });
    const { code, out } = await cli.run('runs', 'cancel', `${index}/2020-01/1`, '--why', 'forgotten');
    expect({ code, out: rows(out)[0] }).toMatchObject({ code: 0, out: { status: 'cancelled' } });
  });
});

describe('how a run stands', () => {
  const run = { key: 'default/2026-05/1', status: 'running', stage: 'sample', failure: null };
  const progress = { stage: 'label', done: 300, total: 1000, labelling: 'x', waiting: null } as const;

  it('names the activity that was tried most often, and why it failed', () => {
    const retrying = [
      { activity: 'labelShard', attempt: 2, reason: 'busy' },
      { activity: 'labelShard', attempt: 5, reason: 'the key is refused' },
    ];
    expect(standing(run, { open: true, progress, inFlight: 8, retrying }, 1.5)).toMatchObject({
      stage: 'label',
      done: 300,
      retrying: 2,
      usd: 1.5,
      remark: 'labelShard, attempt 5: the key is refused',
    });
  });

  it('says that no worker answers, and what a run waits for', () => {
    const silent = { open: true, progress: null, inFlight: 0, retrying: [] };
    expect(standing(run, silent, 0).remark).toContain('no worker answers');
    expect(standing({ ...run, failure: 'a full disk' }, silent, 0).remark).toBe('a full disk');
    expect(standing({ ...run, status: 'finished' }, null, 0).remark).toBeNull();
  });
});
