import type { Client, WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '../../activities/worker.js';
import { UserError } from '../../src/errors.js';
import type { Labeller } from '../../src/label/labeller.js';
import { createLabellers } from '../../src/label/labellers.js';
import { listReleases } from '../../src/store/releases.js';
import { findRun } from '../../src/store/runs.js';
import { withClient } from '../../src/temporal/connection.js';
import { decide, type Followed, startRelease, watchRelease } from '../../src/temporal/releases.js';
import type { Decision } from '../../workflows/desk.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { inventConversations } from '../support/population.js';

let house: House;
let worker: RunningWorker;
/** What the labeller does to each shard, as a test says. */
let trouble: (keys: readonly string[]) => void = () => undefined;

const AT = { address: testTemporal(), namespace: 'default' };

beforeAll(async () => {
  house = await openHouse({ approval: 'manual', config: { shardSize: 100 } });
  await house.import(await inventConversations({ months: 6, conversationsPerMonth: 300 }));
  const labellers = createLabellers(1);
  const troubled = {
    get: async (...of: Parameters<typeof labellers.get>): Promise<Labeller> => {
      const labeller = await labellers.get(...of);
      return {
        ...labeller,
        label: (batch, signal) => {
          trouble(batch.map(({ key }) => key));
          return labeller.label(batch, signal);
        },
      };
    },
    close: () => labellers.close(),
  };
  worker = await startWorker({ ...house.deps, labellers: troubled }, AT.address);
});

afterAll(async () => {
  await worker.stop();
  await house.close();
});

const decision = (overrides: Partial<Decision>): Decision => ({
  action: 'approve',
  who: 'ada',
  why: 'looks right',
  publishAt: null,
  ...overrides,
});

const workflowId = (period: string) => `release/${house.index}/${period}`;
const statusOf = async (period: string) => (await findRun(house.db, `${house.index}/${period}/1`))?.status;

/** Starts a period and follows it to where it waits or ends. */
function run(client: Client, period: string): Promise<Followed> {
  const input = { index: house.index, period, attempt: 1, reason: null, dryRun: false };
  return startRelease(client, house.deps.config.temporal.taskQueue, input).then(({ handle }) =>
    watchRelease(client, handle, () => undefined),
  );
}

async function tell(client: Client, period: string, overrides: Partial<Decision>): Promise<WorkflowHandle> {
  return decide(client, workflowId(period), decision(overrides));
}

describe('a release that a person has to approve', () => {
  it('waits after its checks, and is published on a word that is kept for good', () =>
    withClient(AT, async (client) => {
      const { waiting } = await run(client, '2026-05');
      expect(waiting).toEqual({ state: 'awaiting_review', reason: 'all 7 checks passed' });
      expect(await statusOf('2026-05')).toBe('awaiting_review');
      expect(await listReleases(house.db, house.index)).toEqual([]);
      const handle = await tell(client, '2026-05', {});
      expect(await handle.result()).toMatchObject({ release: '2026-05' });
      const row = await findRun(house.db, `${house.index}/2026-05/1`);
      expect(row?.decisions).toMatchObject([{ action: 'approve', who: 'ada', why: 'looks right' }]);
      await expect(house.db.pool.query(`update run_decision set who = 'eve'`)).rejects.toThrow(/kept for good/);
      await expect(house.db.pool.query('delete from run_decision')).rejects.toThrow(/kept for good/);
    }));

  it('takes no word that it does not wait for, nor one without a reason', () =>
    withClient(AT, async (client) => {
      await run(client, '2026-06');
      await expect(tell(client, '2026-06', { action: 'resume' })).rejects.toThrow(
        /can be told to approve, hold, reject/,
      );
      await expect(tell(client, '2026-06', { why: ' ' })).rejects.toThrow(/who takes it, and why/);
      await expect(tell(client, '2026-06', { publishAt: 'soon' })).rejects.toBeInstanceOf(UserError);
      await expect(tell(client, '2020-01', {})).rejects.toThrow(/nothing to decide/);
    }));

  it('can be held, put under embargo, and rejected, and is not published then', () =>
    withClient(AT, async (client) => {
      const handle = await tell(client, '2026-06', { action: 'hold', why: 'a holiday' });
      const held = await watchRelease(client, client.workflow.getHandle(handle.workflowId), () => undefined);
      expect(held.waiting).toEqual({ state: 'held', reason: 'a holiday' });
      await tell(client, '2026-06', { publishAt: '2100-01-01T00:00:00Z' });
      const embargoed = await watchRelease(client, client.workflow.getHandle(handle.workflowId), () => undefined);
      expect(embargoed.waiting?.state).toBe('embargoed');
      await tell(client, '2026-06', { action: 'reject', why: 'a source was incomplete' });
      await expect(handle.result()).rejects.toThrow();
      const row = await findRun(house.db, `${house.index}/2026-06/1`);
      expect(row).toMatchObject({ status: 'rejected', release: null });
      expect(row?.failure).toBe('The run was rejected by ada: a source was incomplete');
      expect(row?.decisions.map(({ action }) => action)).toEqual(['hold', 'approve', 'reject']);
    }));

  it('is published when its embargo ends', () =>
    withClient(AT, async (client) => {
      await run(client, '2026-07');
      const handle = await tell(client, '2026-07', { publishAt: new Date(Date.now() + 1500).toISOString() });
      expect(await handle.result()).toMatchObject({ release: '2026-07' });
    }));
});

describe('a stage that stays broken', () => {
  // Trying again does not help: the stage is broken at once.
  const refused = () => new UserError('The key is refused.');

  it('parks the run with the reason, and goes on where it stopped when it is resumed', () =>
    withClient(AT, async (client) => {
      let calls = 0;
      trouble = () => {
        calls += 1;
        throw refused();
      };
      const parked = await run(client, '2026-08');
      expect(parked.waiting?.state).toBe('awaiting_operator');
      expect(parked.waiting?.reason).toMatch(/^Shards 0, 1, 2 cannot be labelled: The key is refused/);
      expect(await statusOf('2026-08')).toBe('awaiting_operator');
      trouble = () => undefined;
      await tell(client, '2026-08', { action: 'resume', why: 'a new key' });
      const followed = await watchRelease(client, client.workflow.getHandle(workflowId('2026-08')), () => undefined);
      expect(followed.waiting?.state).toBe('awaiting_review');
      expect(calls).toBeGreaterThan(0);
    }));

  it('can be gone on without what is broken, which is counted as not classified', () =>
    withClient(AT, async (client) => {
      const poisoned = new Set<string>();
      trouble = (keys) => {
        // A whole shard, for the last one is small.
        if (poisoned.size === 0 && keys.length > 50) for (const key of keys) poisoned.add(key);
        if (keys.some((key) => poisoned.has(key))) throw refused();
      };
      const parked = await run(client, '2026-09');
      expect(parked.waiting?.reason).toMatch(/^Shards \d cannot be labelled/);
      await tell(client, '2026-09', { action: 'skip', why: 'one shard is poisoned' });
      const followed = await watchRelease(client, client.workflow.getHandle(workflowId('2026-09')), () => undefined);
      expect({ ...followed.waiting }).toEqual({
        state: 'awaiting_review',
        reason: expect.stringMatching(/failed checks: .*classified/),
      });
      const { rows } = await house.db.pool.query(`select count(*)::int as n from label where reason = 'quarantined'`);
      expect(rows).toEqual([{ n: poisoned.size }]);
      trouble = () => undefined;
    }));

  it('can be given up', () =>
    withClient(AT, async (client) => {
      trouble = () => {
        throw refused();
      };
      await run(client, '2026-10');
      const handle = await tell(client, '2026-10', { action: 'abort', why: 'not this month' });
      await expect(handle.result()).rejects.toThrow();
      expect(await statusOf('2026-10')).toBe('aborted');
      trouble = () => undefined;
    }));
});
