import { once } from 'node:events';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Queue, type RunningWorker, startWorker } from '../../activities/worker.js';
import { withClient } from '../../src/temporal/connection.js';
import { hasWorker, startRelease } from '../../src/temporal/releases.js';
import { openPlace } from '../support/command.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { labellersThat } from '../support/labellers.js';
import { inventConversations } from '../support/population.js';

const AT = { address: testTemporal(), namespace: 'default' };
let house: House;

beforeAll(async () => {
  house = await openHouse({ config: { shardSize: 100, worker: { labelThreads: 1, maxConcurrentShards: 1 } } });
  await house.import(await inventConversations());
});

afterAll(() => house.close());

/** A worker whose labeller tells of each shard and waits before it begins. */
function work(queues: readonly Queue[], before: (shard: number) => Promise<void> = async () => undefined) {
  let shards = 0;
  const labellers = labellersThat(async () => {
    shards += 1;
    await before(shards);
  });
  return startWorker({ ...house.deps, labellers }, AT.address, { queues });
}

async function stopAll(workers: readonly RunningWorker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.stop()));
}

function start(client: Client, period: string) {
  const input = { index: house.index, period, attempt: 1, reason: null, dryRun: false };
  return startRelease(client, house.deps.config.temporal.taskQueue, input);
}

describe('labelling has a task queue of its own', () => {
  it('that several workers label from at a time, each no more shards than it may', () =>
    withClient(AT, async (client) => {
      // Neither goes on before the other has begun: one alone would never end.
      let arrived = 0;
      let meet: () => void = () => undefined;
      const met = new Promise<void>((resolve) => {
        meet = resolve;
      });
      const meeting = async (shard: number) => {
        if (shard > 1) return;
        arrived += 1;
        if (arrived === 2) meet();
        await met;
      };
      const workers = [await work(['release']), await work(['label'], meeting), await work(['label'], meeting)];
      onTestFinished(() => stopAll(workers));
      const { handle } = await start(client, '2026-05');
      expect(await handle.result()).toMatchObject({ release: '2026-05' });
      expect(arrived).toBe(2);
    }));

  it('whose workers are told from those of the runs', () =>
    withClient(AT, async (client) => {
      const { taskQueue, labelTaskQueue } = openedConfig('apart').temporal;
      const place = openPlace({ databaseUrl: house.db.url, config: openedConfig('apart') });
      const worker = place.start('worker', '--queues', 'label');
      onTestFinished(async () => {
        worker.kill('SIGTERM');
        if (worker.exitCode === null) await once(worker, 'exit');
        place.remove();
      });
      const said = await firstLine(worker.stderr, 'Worker on');
      expect(said).toContain(labelTaskQueue);
      await expect.poll(() => hasWorker(client, 'default', labelTaskQueue, 'label'), { timeout: 20_000 }).toBe(true);
      expect(await hasWorker(client, 'default', taskQueue)).toBe(false);
    }));

  const openedConfig = (name: string) => {
    const { config } = house.deps;
    const taskQueue = `${config.temporal.taskQueue}-${name}`;
    return { ...config, temporal: { ...config.temporal, taskQueue, labelTaskQueue: `${taskQueue}-label` } };
  };
});

describe('a run in Temporal’s own lists', () => {
  it('is found by its index, period, stage and status, and says what it is', () =>
    withClient(AT, async (client) => {
      const worker = await work(['release', 'label']);
      onTestFinished(() => worker.stop());
      const { handle } = await start(client, '2026-06');
      await handle.result();
      const { typedSearchAttributes, staticSummary } = await handle.describe();
      const shown = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
      expect(shown).toMatchObject({
        TidemarkIndex: house.index,
        TidemarkPeriod: '2026-06',
        TidemarkStage: 'done',
        TidemarkStatus: 'finished',
      });
      expect(await staticSummary()).toBe(`Release 2026-06 of ${house.index}, run 1`);
      const query = `TidemarkIndex = '${house.index}' and TidemarkStatus = 'finished' and TidemarkPeriod = '2026-06'`;
      await expect.poll(async () => (await client.workflow.count(query)).count, { timeout: 20_000 }).toBe(1);
    }));
});

/** The first line with this beginning that somebody says. */
async function firstLine(stream: NodeJS.ReadableStream | null, beginning: string): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) {
    text += chunk;
    const line = text.split('\n').find((one) => one.startsWith(beginning));
    if (line) return line;
  }
  throw new Error(`Nobody said "${beginning}": ${text}`);
}
