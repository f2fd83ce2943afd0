import { randomUUID } from 'node:crypto';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '../../activities/worker.js';
import { normaliseConfig } from '../../src/config.js';
import { UserError } from '../../src/errors.js';
import { createLabellers } from '../../src/label/labellers.js';
import { periodDue } from '../../src/period.js';
import { listReleases } from '../../src/store/releases.js';
import { listRuns } from '../../src/store/runs.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import {
  applySchedules,
  deleteSchedule,
  describeSchedule,
  nextTimes,
  pauseSchedule,
  scheduledIndices,
  scheduleId,
} from '../../src/temporal/schedules.js';
import { type House, openHouse, testTemporal } from '../support/house.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { inventConversations } from '../support/population.js';

describe('the period that is due', () => {
  it('is the newest that had ended so many days before', () => {
    const due = (instant: string, lag: number, zone = 'UTC') => periodDue(new Date(instant), lag, zone);
    expect(due('2026-06-05T06:00:00Z', 3)).toBe('2026-05');
    expect(due('2026-06-03T23:59:59Z', 3)).toBe('2026-04');
    expect(due('2026-06-04T00:00:00Z', 3)).toBe('2026-05');
    expect(due('2026-06-01T00:00:00Z', 0)).toBe('2026-05');
    expect(due('2026-01-05T00:00:00Z', 3)).toBe('2025-12');
    expect(due('2026-05-31T12:00:00Z', 0, 'Pacific/Kiritimati')).toBe('2026-05');
    expect(due('2026-06-01T02:00:00Z', 0, 'America/St_Johns')).toBe('2026-04');
  });
});

describe('a configuration', () => {
  const schedules = (schedule: Record<string, unknown>, index = 'default') =>
    normaliseConfig({ indices: { default: {} }, releases: { [index]: { schedule } } });

  it('names the field of a cron expression that is none', () => {
    expect(() => schedules({ cron: '0 6 5' })).toThrow(/releases\.default\.schedule\.cron: is not a cron expression/);
  });

  it('refuses the schedule of an index that is not there', () => {
    expect(() => schedules({ cron: '0 6 5 * *' }, 'other')).toThrow(UserError);
  });

  it('tells the next times without a server', () => {
    const [one] = scheduledIndices(schedules({ cron: '30 6 5 * *', timeZone: 'Europe/Berlin' }));
    const times = one ? nextTimes(one.schedule, 3) : [];
    expect(times.map((time) => time.getUTCDate())).toEqual([5, 5, 5]);
    expect(times.every((time) => [4, 5].includes(time.getUTCHours()) && time.getUTCMinutes() === 30)).toBe(true);
  });
});

describe('on a server', () => {
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    connection = await Connection.connect({ address: testTemporal() });
    client = new Client({ connection });
  });
  afterAll(() => connection.close());

  it('is applied as often as one likes, and stays paused when an operator paused it', async () => {
    const index = `i${randomUUID().slice(0, 8)}`;
    const config = normaliseConfig({
      temporal: { taskQueue: index },
      indices: { [index]: {} },
      releases: { [index]: { schedule: { cron: '0 6 5 * *' } } },
    });
    expect(await applySchedules(client, config, false)).toContainEqual({
      schedule: scheduleId(index),
      action: 'created',
    });
    await pauseSchedule(client, index, 'holiday');
    expect(await applySchedules(client, config, false)).toContainEqual({
      schedule: scheduleId(index),
      action: 'updated',
    });
    expect((await describeSchedule(client, index)).state).toMatchObject({ paused: true, note: 'holiday' });
    await deleteSchedule(client, index);
    await expect(deleteSchedule(client, index)).rejects.toThrow(UserError);
  });

  describe('that was down for three periods', () => {
    let house: House;
    let mailbox: Mailbox;
    let worker: RunningWorker;
    beforeAll(async () => {
      mailbox = await openMailbox();
      house = await openHouse({ smtpUrl: mailbox.url });
      await house.import(await inventConversations({ months: 3, conversationsPerMonth: 150, accounts: 60 }));
      await addSubscriber(house.db, { index: house.index, email: 'ada@example.org', name: null, token: 'ada' });
      worker = await startWorker({ ...house.deps, labellers: createLabellers(1) }, testTemporal());
    });
    afterAll(async () => {
      await deleteSchedule(client, house.index);
      await worker.stop();
      await house.close();
      await mailbox.close();
    });

    it('catches up with the three right periods, in order, once each', async () => {
      const { index, deps } = house;
      const mailed = new Promise<void>((resolve) => {
        mailbox.onAccepted(() => {
          if (mailbox.received.length === 3) resolve();
        });
      });
      await applySchedules(client, { ...deps.config, releases: scheduled(index) }, false);
      await client.schedule.getHandle(scheduleId(index)).backfill({
        start: new Date('2026-06-01T00:00:00Z'),
        end: new Date('2026-08-30T00:00:00Z'),
        overlap: ScheduleOverlapPolicy.BUFFER_ALL,
      });
      await mailed;
      await client.workflow.getHandle(`release/${index}/2026-07`).result();
      const runs = (await listRuns(house.db, index)).reverse();
      expect(runs.map(({ key, status }) => [key, status])).toEqual(
        ['2026-05', '2026-06', '2026-07'].map((period) => [`${index}/${period}/1`, 'finished']),
      );
      const [first, second, third] = runs;
      expect([first, second].map((run) => run?.finishedAt?.getTime() ?? 0)).toEqual([
        expect.toSatisfy((ended: number) => ended <= (second?.startedAt.getTime() ?? 0)),
        expect.toSatisfy((ended: number) => ended <= (third?.startedAt.getTime() ?? 0)),
      ]);
      expect((await listReleases(house.db, index)).map(({ name }) => name)).toEqual(['2026-07', '2026-06', '2026-05']);
    });
  });
});

function scheduled(index: string) {
  const releases = { [index]: { approval: 'none' as const, schedule: { cron: '0 6 5 * *' } } };
  return normaliseConfig({ indices: { [index]: {} }, releases }).releases;
}
