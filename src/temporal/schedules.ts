import {
  type Client,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleSummary,
} from '@temporalio/client';
import { createTask } from 'node-cron';
import type { ScheduledReleaseInput } from '../../workflows/scheduled-release.js';
import type { Config, ReleaseSchedule } from '../config.js';
import { UserError } from '../errors.js';

const PREFIX = 'release/';
/** The gRPC code of what a server does not know. */
const UNIMPLEMENTED = 12;

/** The id of the schedule of an index. */
export function scheduleId(index: string): string {
  return `${PREFIX}${index}`;
}

/** What applying the configuration did, or would do, to a schedule. */
export interface Applied {
  readonly schedule: string;
  readonly action: 'created' | 'updated' | 'deleted';
}

/** Makes the server's schedules those of the configuration: said twice, it changes nothing more. */
export async function applySchedules(client: Client, config: Config, dryRun: boolean): Promise<Applied[]> {
  const byServer = config.temporal.schedules === 'server';
  const listed = await listSchedules(client, config).catch((error) => {
    if (byServer || !saysNoSchedules(error)) throw error;
    return [];
  });
  const there = new Set(listed.map((schedule) => schedule.scheduleId));
  // Where workers start releases, what the server has would start them too.
  const here = byServer ? scheduledIndices(config) : [];
  const wanted = here.map(({ index, schedule, timeZone }) =>
    options(index, schedule, timeZone, config.temporal.taskQueue),
  );
  const applied: Applied[] = [];
  for (const one of wanted) {
    there.delete(one.scheduleId);
    const known = await exists(client, one.scheduleId);
    if (!dryRun) await (known ? update(client, one) : client.schedule.create(one));
    applied.push({ schedule: one.scheduleId, action: known ? 'updated' : 'created' });
  }
  for (const schedule of there) {
    if (!dryRun) await client.schedule.getHandle(schedule).delete();
    applied.push({ schedule, action: 'deleted' });
  }
  return applied;
}

/** Whether a call failed because the server has no schedules. */
export function saysNoSchedules(error: unknown): boolean {
  const { code, cause } = Object(error);
  return code === UNIMPLEMENTED || Object(cause).code === UNIMPLEMENTED;
}

/** Does what needs schedules. @throws UserError where the server has none: it says who starts releases then */
export async function withSchedules<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!saysNoSchedules(error)) throw error;
    throw new UserError(
      'The Temporal server has no schedules: workers start the releases that are due, while one of them runs.',
      "say so by temporal: { schedules: 'workers' } in temporal.config.ts; npx tidemark schedule next tells what they will start",
    );
  }
}

/** The indices that are released by themselves. `timeZone` is that of their periods. */
export function scheduledIndices({ releases, indices }: Config) {
  return Object.entries(releases).flatMap(([index, { schedule }]) =>
    schedule ? [{ index, schedule, timeZone: indices[index]?.timeZone ?? 'UTC' }] : [],
  );
}

/** The list of schedules lags behind, so a single one is asked for. */
async function exists(client: Client, id: string): Promise<boolean> {
  return client.schedule
    .getHandle(id)
    .describe()
    .then(
      () => true,
      (error) => {
        if (error instanceof ScheduleNotFoundError) return false;
        throw error;
      },
    );
}

/** Missed months come in order, none is skipped, and one that waits holds the next ones back where everybody sees it. */
function options(index: string, schedule: ReleaseSchedule, timeZone: string, taskQueue: string) {
  const { cron, lagDays, catchupDays } = schedule;
  return {
    scheduleId: scheduleId(index),
    spec: { cronExpressions: [cron], timezone: schedule.timeZone },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledRelease',
      workflowId: `scheduled/${index}`,
      staticSummary: `The release of ${index} that is due`,
      taskQueue,
      args: [{ index, lagDays, timeZone } satisfies ScheduledReleaseInput],
    },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ALL, catchupWindow: `${catchupDays} days` },
    memo: { index, cron, lagDays, taskQueue },
  } as const satisfies ScheduleOptions;
}

/** A schedule that an operator has paused stays so. */
async function update(client: Client, { scheduleId: id, memo: _, ...changed }: ReturnType<typeof options>) {
  await client.schedule.getHandle(id).update(({ state }) => ({ ...changed, state }));
}

/** All schedules that the server has for our task queue: others may share it. */
export async function listSchedules(client: Client, { temporal }: Config): Promise<ScheduleSummary[]> {
  const schedules: ScheduleSummary[] = [];
  for await (const schedule of client.schedule.list())
    if (schedule.scheduleId.startsWith(PREFIX) && schedule.memo?.['taskQueue'] === temporal.taskQueue)
      schedules.push(schedule);
  return schedules.sort((a, b) => (a.scheduleId < b.scheduleId ? -1 : 1));
}

/** A schedule as the server describes it. @throws UserError when there is none for the index */
export async function describeSchedule(client: Client, index: string): Promise<ScheduleDescription> {
  return onSchedule(index, () => client.schedule.getHandle(scheduleId(index)).describe());
}

export async function pauseSchedule(client: Client, index: string, note: string): Promise<void> {
  await onSchedule(index, () => client.schedule.getHandle(scheduleId(index)).pause(note));
}

export async function resumeSchedule(client: Client, index: string, note: string): Promise<void> {
  await onSchedule(index, () => client.schedule.getHandle(scheduleId(index)).unpause(note));
}

export async function triggerSchedule(client: Client, index: string): Promise<void> {
  await onSchedule(index, () => client.schedule.getHandle(scheduleId(index)).trigger());
}

export async function deleteSchedule(client: Client, index: string): Promise<void> {
  await onSchedule(index, () => client.schedule.getHandle(scheduleId(index)).delete());
}

async function onSchedule<T>(index: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new UserError(`There is no schedule for the index "${index}".`, 'npx tidemark schedule apply');
  }
}

/** The next times of a cron expression, by node-cron: no server is asked. */
export function nextTimes({ cron, timeZone }: ReleaseSchedule, count: number): Date[] {
  const task = createTask(cron, () => undefined, { timezone: timeZone });
  try {
    return task.getNextRuns(count);
  } finally {
    void task.destroy();
  }
}
