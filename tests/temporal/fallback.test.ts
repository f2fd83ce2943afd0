import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningWorker, startWorker } from '../../activities/worker.js';
import { type Config, normaliseConfig } from '../../src/config.js';
import { createLabellers } from '../../src/label/labellers.js';
import { parsePeriod } from '../../src/period.js';
import { listRuns } from '../../src/store/runs.js';
import { missedPeriods, needsFallback, startDue } from '../../src/temporal/fallback.js';
import { openBareTemporal } from '../support/bare-temporal.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { inventConversations } from '../support/population.js';

const schedule = { cron: '30 6 5 * *', timeZone: 'Asia/Kolkata', lagDays: 3, catchupDays: 365 };

describe('the periods that were missed', () => {
  const missed = (newest: string | null, now: string, catchupDays = 365) =>
    missedPeriods(
      { schedule: { ...schedule, catchupDays }, timeZone: 'UTC', newest: newest === null ? null : parsePeriod(newest) },
      new Date(now),
    );

  it('are those of the nominal times since the newest that was begun, to the minute', () => {
    expect(missed('2026-05', '2026-09-05T01:00:00Z')).toEqual(['2026-06', '2026-07', '2026-08']);
    expect(missed('2026-05', '2026-09-05T00:59:59Z')).toEqual(['2026-06', '2026-07']);
    expect(missed('2026-08', '2026-09-30T00:00:00Z')).toEqual([]);
  });

  it('are the last one where none was begun, and none before what is caught up with', () => {
    expect(missed(null, '2026-09-06T00:00:00Z')).toEqual(['2026-08']);
    expect(missed('2026-05', '2026-09-06T00:00:00Z', 40)).toEqual(['2026-07', '2026-08']);
  });
});

describe('workers that start what is due', () => {
  let house: House;
  let connection: Connection;
  let worker: RunningWorker;
  let config: Config;
  beforeAll(async () => {
    house = await openHouse();
    config = {
      ...house.deps.config,
      releases: scheduled(house.index),
      temporal: { ...house.deps.config.temporal, schedules: 'workers' },
    };
    await house.import(await inventConversations({ months: 4, conversationsPerMonth: 150, accounts: 60 }));
    await house.run('2026-05');
    await house.run('2026-06', { dryRun: true, attempt: 1 });
    connection = await Connection.connect({ address: testTemporal() });
    worker = await startWorker({ ...house.deps, labellers: createLabellers(1) }, testTemporal());
  });
  afterAll(async () => {
    await worker.stop();
    await connection.close();
    await house.close();
  });

  it('make up for three periods in order, once each, though two of them look at the same time', async () => {
    const needs = { db: house.db, client: new Client({ connection }), config };
    const now = new Date('2026-09-06T00:00:00Z');
    const order: string[] = [];
    for (let look = 0; look < 4; look++) {
      const started = (await Promise.all([startDue(needs, now), startDue(needs, now)])).flat();
      order.push(...started);
      for (const id of started) await needs.client.workflow.getHandle(id).result();
    }
    expect(order).toEqual(['2026-06', '2026-07', '2026-08'].map((period) => `release/${house.index}/${period}`));
    const runs = (await listRuns(house.db, house.index)).reverse();
    expect(runs.map(({ period, attempt, status }) => `${period}/${attempt} ${status}`)).toEqual([
      '2026-05/1 finished',
      '2026-06/1 dry_run',
      '2026-06/2 finished',
      '2026-07/1 finished',
      '2026-08/1 finished',
    ]);
  });

  it('are needed where the configuration says so, and not where the server has schedules', async () => {
    const client = new Client({ connection });
    expect(await needsFallback(client, config)).toBe(true);
    expect(await needsFallback(client, house.deps.config)).toBe(false);
  });
});

it('workers start a release again that failed before it was recorded, once', async () => {
  const house = await openHouse();
  await house.import(await inventConversations({ months: 1, conversationsPerMonth: 150, accounts: 60 }));
  const { index, deps } = house;
  const config: Config = { ...deps.config, releases: scheduled(index) };
  const mistaken = {
    ...config,
    indices: { [index]: { ...deps.config.indices[index], taxonomy: 'nowhere' } },
  } as Config;
  const working = async (having: Config, work: () => Promise<void>) => {
    const worker = await startWorker({ ...deps, config: having, labellers: createLabellers(1) }, testTemporal());
    await work().finally(() => worker.stop());
  };
  const connection = await Connection.connect({ address: testTemporal() });
  const needs = { db: house.db, client: new Client({ connection }), config };
  const look = () => startDue(needs, new Date('2026-06-06T00:00:00Z'));
  const result = (id: string) => needs.client.workflow.getHandle(id).result();
  const id = `release/${index}/2026-05`;
  onTestFinished(async () => {
    await connection.close();
    await house.close();
  });

  await working(mistaken, async () => {
    expect(await look()).toEqual([id]);
    await expect(result(id)).rejects.toThrow();
  });
  expect(await listRuns(house.db, index)).toEqual([]);
  await working(config, async () => {
    expect((await Promise.all([look(), look()])).flat()).toEqual([id]);
    expect(await result(id)).toMatchObject({ release: '2026-05' });
    expect(await look()).toEqual([]);
  });
});

it('workers are needed where the server says that it has no schedules', async () => {
  const server = await openBareTemporal();
  const connection = await Connection.connect({ address: server.address });
  expect(await needsFallback(new Client({ connection }), normaliseConfig({ indices: { default: {} } }))).toBe(true);
  await connection.close();
  await server.close();
});

function scheduled(index: string): Config['releases'] {
  return normaliseConfig({ indices: { [index]: {} }, releases: { [index]: { schedule } } }).releases;
}
