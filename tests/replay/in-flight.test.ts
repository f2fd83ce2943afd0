import type { Client, WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../../activities/worker.js';
import { createLabellers } from '../../src/label/labellers.js';
import { withClient } from '../../src/temporal/connection.js';
import { decide, startRelease, watchRelease } from '../../src/temporal/releases.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { inventConversations } from '../support/population.js';
import { type Bundle, bundleChanged, replayOn, violation } from './changed.js';

// How docs/OPERATIONS.md says that a workflow is changed while runs are under way, done once.

const AT = { address: testTemporal(), namespace: 'default' };
const CHECKS = 'const checks = await doStage(desk, () => long.checkSnapshot({ runId }));';
const TWICE = 'await doStage(desk, () => long.checkSnapshot({ runId }));';

let house: House;

beforeAll(async () => {
  house = await openHouse({ approval: 'manual' });
  await house.import(await inventConversations());
});
afterAll(() => house.close());

/** Works on the house's runs with these workflows, or those of the build, as long as `doing` lasts. */
async function working<T>(workflowBundle: Bundle | undefined, doing: (client: Client) => Promise<T>): Promise<T> {
  const settings = workflowBundle === undefined ? {} : { workflowBundle };
  const worker = await startWorker({ ...house.deps, labellers: createLabellers(1) }, AT.address, settings);
  try {
    return await withClient(AT, doing);
  } finally {
    await worker.stop();
  }
}

/** Runs a period up to its review. */
async function runToReview(client: Client, period: string): Promise<WorkflowHandle> {
  const input = { index: house.index, period, attempt: 1, reason: null, dryRun: false };
  const { handle } = await startRelease(client, house.deps.config.temporal.taskQueue, input);
  const { waiting } = await watchRelease(client, handle, () => undefined);
  expect(waiting?.state).toBe('awaiting_review');
  return handle;
}

async function approve(client: Client, period: string): Promise<unknown> {
  const decision = { action: 'approve', who: 'ada', why: 'looked at', publishAt: null } as const;
  return (await decide(client, `release/${house.index}/${period}`, decision)).result();
}

/** How often a run had its snapshot checked. */
async function checksOf(handle: WorkflowHandle): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'checkSnapshot',
  ).length;
}

describe('a workflow that is changed while a run of it waits', () => {
  it('lets that run end as it began and new ones do the new thing, where the change is patched in', async () => {
    const handle = await working(undefined, (client) => runToReview(client, '2026-05'));
    const begun = await withClient(AT, (client) => client.workflow.getHandle(handle.workflowId).fetchHistory());

    const unpatched = await bundleChanged('release.js', [CHECKS, `${TWICE}\n${CHECKS}`]);
    expect(await violation(replayOn(unpatched, begun))).toContain('Nondeterminism');

    const patched = await bundleChanged(
      'release.js',
      [CHECKS, `if (patched('check-twice')) ${TWICE}\n${CHECKS}`],
      ['import {', "import { patched } from '@temporalio/workflow';\nimport {"],
    );
    await replayOn(patched, begun);
    await working(patched, async (client) => {
      expect(await approve(client, '2026-05')).toMatchObject({ release: '2026-05' });
      expect(await checksOf(client.workflow.getHandle(handle.workflowId))).toBe(1);
      const next = await runToReview(client, '2026-06');
      expect(await checksOf(next)).toBe(2);
      expect(await approve(client, '2026-06')).toMatchObject({ release: '2026-06' });
    });
  });
});
