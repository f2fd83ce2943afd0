import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../../src/temporal/connection.js';
import { startRelease, watchRelease } from '../../src/temporal/releases.js';
import { testTemporal } from '../support/house.js';
import { loseLabels } from '../support/lost-labels.js';
import { type Cli, openCli, rows } from './cli.js';
import { populationFile } from './population.js';
import { workFor } from './worker.js';

let cli: Cli;
// Runs are named by index and period, and all tests share one Temporal server.
const index = `relabel-${process.pid}`;
const AT = { address: testTemporal(), namespace: 'default' };

beforeAll(async () => {
  cli = await openCli({ indices: { [index]: {} }, shardSize: 100 });
  await cli.run('import', cli.file('conversations.jsonl', await populationFile({ months: 2 })));
}, 60_000);
afterAll(() => cli.close());

const begin = (client: Client, taskQueue: string, period: string) =>
  startRelease(client, taskQueue, { index, period, attempt: 1, reason: null, dryRun: false });

/** How the executions of the labelling of a run ended, the first one first. */
async function labellings(client: Client, period: string, runId: number): Promise<string[]> {
  const query = `WorkflowId = 'release/${index}/${period}/label/${runId}'`;
  const found = [];
  for await (const { status, startTime } of client.workflow.list({ query })) found.push({ status, startTime });
  return found.sort((a, b) => a.startTime.getTime() - b.startTime.getTime()).map(({ status }) => status.name);
}

it('a run that is reset while it labels ends that labelling, and does it once more', () =>
  withClient(AT, async (client) => {
    let held = true;
    let labelling: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      labelling = resolve;
    });
    const queue = await workFor(cli, async (aborted) => {
      labelling();
      if (held) await new Promise((_, reject) => aborted?.addEventListener('abort', () => reject(aborted.reason)));
    });
    await begin(client, queue, '2026-05');
    await begun;
    held = false;
    const said = await cli.run('replay', 'reset', `${index}/2026-05/1`, '--from', 'label', '--why', 'stuck', '--json');
    expect(said).toMatchObject({ code: 0 });
    const { run, release } = JSON.parse(said.out);
    expect(release).toBe('2026-05');
    await expect
      .poll(() => labellings(client, '2026-05', run), { timeout: 10_000 })
      .toEqual(['TERMINATED', 'COMPLETED']);
    const [shown] = rows((await cli.run('runs', 'show', `${index}/2026-05/1`)).out);
    expect(shown).toMatchObject({ status: 'finished', failure: null, decisions: [{ action: 'reset' }] });
  }));

it('a run whose labels are lost before they are counted says so, and makes them again when it is resumed', () =>
  withClient(AT, async (client) => {
    const keep = await loseLabels(cli.db);
    const key = `${index}/2026-06/1`;
    const { handle } = await begin(client, await workFor(cli, async () => undefined), '2026-06');
    const { waiting } = await watchRelease(client, handle, () => undefined);
    expect(waiting).toEqual({
      state: 'awaiting_operator',
      reason: expect.stringMatching(
        /^\d+ conversations of the sample have lost their labels: resumed, the run makes them/,
      ),
    });
    await keep();
    const said = await cli.run('runs', 'resume', key, '--why', 'the backup was old');
    expect(said).toMatchObject({ code: 0 });
    const [shown] = rows((await cli.run('runs', 'show', key)).out);
    expect(shown).toMatchObject({ status: 'finished', release: '2026-06' });
    const debugged = await cli.run('replay', 'debug', key, '--json');
    expect(JSON.parse(debugged.out)).toMatchObject({ deterministic: true, labelling: 2 });
  }));
