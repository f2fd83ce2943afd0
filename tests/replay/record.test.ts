import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { startWorker } from '../../activities/worker.js';
import { UserError } from '../../src/errors.js';
import { createLabellers } from '../../src/label/labellers.js';
import { periodDue, shiftPeriod } from '../../src/period.js';
import { findRun } from '../../src/store/runs.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { withClient } from '../../src/temporal/connection.js';
import { decide, startRelease, watchRelease } from '../../src/temporal/releases.js';
import type { Decision } from '../../workflows/desk.js';
import type { monthlyRelease } from '../../workflows/release.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { labellersThat } from '../support/labellers.js';
import { loseLabels } from '../support/lost-labels.js';
import { openMailbox } from '../support/mailbox.js';
import { inventConversations } from '../support/population.js';
import { FOLDER } from './histories.js';

// Records the golden histories that are not there: TIDEMARK_RECORD=histories npx vitest run tests/replay/record.test.ts
// One that is there stays: runs that began like it may be under way. To have it recorded anew, after a change that breaks them
// on purpose, remove its file. Never in CI, or nothing would be golden.
const recording = process.env['TIDEMARK_RECORD'] === 'histories' && !process.env['CI'];

/** Who ran it and in which folder is nobody's business. */
function withoutMachine(json: string): string {
  return json
    .replace(/"identity": "[^"]*"/g, '"identity": "worker"')
    .replace(/"stackTrace": "(\\.|[^"\\])*"/g, '"stackTrace": ""')
    .replace(/"\d+@[^"]*"/g, '"worker"');
}

describe.runIf(recording)('golden histories', () => {
  it('are recorded from real runs', { timeout: 120_000 }, async () => {
    const mailbox = await openMailbox();
    // Eight shards, three to an execution: the labelling continues as new twice.
    const config = { shardSize: 50, shardsPerExecution: 3 };
    const house = await openHouse({ config, smtpUrl: mailbox.url });
    await house.import(await inventConversations());
    for (const name of ['ada', 'grace'])
      await addSubscriber(house.db, { index: house.index, email: `${name}@example.org`, name, token: name });

    const dry = await house.run('2026-05', { dryRun: true });
    await save('release-dry-run', '2026-05');
    await save('labelling-last', '2026-05', dry.runId);
    await save('labelling-continued', '2026-05', dry.runId, 'first');
    await house.run('2026-05');
    const june = await house.run('2026-06');
    expect(june.mailed).toBe(2);
    await save('release-full', '2026-06');
    await save('release-full-listed', '2026-06');
    await expect(house.run('2020-01')).rejects.toThrow();
    await save('release-failed', '2020-01');
    await house.close();
    await mailbox.close();

    async function save(name: string, period: string, labelledBy?: number, execution: 'first' | 'last' = 'last') {
      keep(name, await house.history(period, labelledBy === undefined ? undefined : { runId: labelledBy, execution }));
    }
  });

  it('are recorded from runs that wait, break, and are ended by people', { timeout: 120_000 }, async () => {
    const due = periodDue(new Date(), 0, 'UTC');
    const house = await openHouse({ approval: 'manual', config: { shardSize: 100 } });
    await house.import(await inventConversations({ firstMonth: shiftPeriod(due, -2), months: 3 }));
    const [cancelled, broken, reviewed] = [shiftPeriod(due, -2), shiftPeriod(due, -1), due];
    const trouble = { message: '' };
    const labellers = labellersThat(async () => {
      if (trouble.message) throw new UserError(trouble.message);
    });
    const worker = await startWorker({ ...house.deps, labellers }, testTemporal());
    const { taskQueue, namespace } = house.deps.config.temporal;
    await withClient({ address: testTemporal(), namespace }, async (client) => {
      const begin = async (period: string) => {
        const input = { index: house.index, period, attempt: 1, reason: null, dryRun: false };
        const { handle } = await startRelease(client, taskQueue, input);
        await watchRelease(client, handle, () => undefined);
        return handle;
      };
      const tell = (period: string, action: Decision['action']) =>
        decide(client, `release/${house.index}/${period}`, { action, who: 'ada', why: 'to record', publishAt: null });

      const first = await begin(cancelled);
      await first.cancel();
      await expect(first.result()).rejects.toThrow();
      keep('release-cancelled', await house.history(cancelled));

      trouble.message = 'The key is refused.';
      const second = await begin(broken);
      const runId = Number((await findRun(house.db, `${house.index}/${broken}/1`))?.id);
      keep('labelling-broken', await house.history(broken, { runId }));
      trouble.message = '';
      await tell(broken, 'resume');
      await watchRelease(client, second, () => undefined);
      await tell(broken, 'reject');
      await expect(second.result()).rejects.toThrow();
      keep('release-parked-and-rejected', await house.history(broken));

      const scheduled = await client.workflow.start('scheduledRelease', {
        workflowId: `scheduled/${house.index}`,
        taskQueue,
        args: [{ index: house.index, lagDays: 0, timeZone: 'UTC' }],
      });
      const third = client.workflow.getHandle<typeof monthlyRelease>(`release/${house.index}/${reviewed}`);
      await expect.poll(() => third.query('progress').catch(() => null), { timeout: 30_000 }).not.toBeNull();
      await watchRelease(client, third, () => undefined);
      await tell(reviewed, 'hold');
      await watchRelease(client, third, () => undefined);
      await tell(reviewed, 'approve');
      await scheduled.result();
      keep('release-reviewed', await house.history(reviewed));
      keep('scheduled', await scheduled.fetchHistory());
    });
    await worker.stop();
    await house.close();
  });

  it('are recorded from a run that has labels made again which were lost', { timeout: 120_000 }, async () => {
    const house = await openHouse({ config: { shardSize: 100 } });
    await house.import(await inventConversations({ months: 1 }));
    const { deps, index } = house;
    const { taskQueue, namespace } = deps.config.temporal;
    const worker = await startWorker({ ...deps, labellers: createLabellers(1) }, testTemporal());
    const keepLabels = await loseLabels(house.db);
    await withClient({ address: testTemporal(), namespace }, async (client) => {
      const input = { index, period: '2026-05', attempt: 1, reason: null, dryRun: false };
      const { handle } = await startRelease(client, taskQueue, input);
      const { waiting } = await watchRelease(client, handle, () => undefined);
      expect(waiting?.reason).toMatch(/have lost their labels/);
      await keepLabels();
      await decide(client, handle.workflowId, { action: 'resume', who: 'ada', why: 'to record', publishAt: null });
      await handle.result();
    });
    keep('release-relabelled', await house.history('2026-05'));
    await worker.stop();
    await house.close();
  });
});

function keep(name: string, history: Awaited<ReturnType<House['history']>>): void {
  const path = join(FOLDER, `${name}.json`);
  if (!existsSync(path)) writeFileSync(path, `${withoutMachine(historyToJSON(history))}\n`);
}

describe.skipIf(recording)('golden histories', () => {
  it('are only recorded when they are asked for', () => expect(recording).toBe(false));
});
