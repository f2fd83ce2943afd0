import { type Client, WorkflowIdReusePolicy } from '@temporalio/client';
import { createTask } from 'node-cron';
import type { Config, ReleaseSchedule } from '../config.js';
import { type Period, parsePeriod, periodBounds, periodDue } from '../period.js';
import type { Database } from '../store/database.js';
import { listRuns, nextAttempt } from '../store/runs.js';
import { startRelease } from './releases.js';
import { saysNoSchedules, scheduledIndices } from './schedules.js';

// Releases by themselves where the server has no schedules: workers start what is due.

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** Whether workers have to start what is due: the configuration says so, or the server has no schedules. */
export async function needsFallback(client: Client, { temporal }: Config): Promise<boolean> {
  if (temporal.schedules === 'workers') return true;
  return client.workflowService.listSchedules({ namespace: temporal.namespace, maximumPageSize: 1 }).then(
    () => false,
    (error) => {
      if (saysNoSchedules(error)) return true;
      throw error;
    },
  );
}

interface Needs {
  readonly db: Database;
  readonly client: Client;
  readonly config: Config;
}

/**
 * Starts, for each index that has a schedule, the earliest release that is due as of `now` and was not begun: none while
 * another one of the index is open, so that missed periods come in order. Safe for several workers at once.
 * @returns the workflow ids that were started
 */
export async function startDue({ db, client, config }: Needs, now: Date): Promise<string[]> {
  const started: string[] = [];
  for (const { index, schedule, timeZone } of scheduledIndices(config)) {
    const runs = (await listRuns(db, index)).filter(({ parentId }) => parentId === null);
    if (runs.some(({ finishedAt }) => finishedAt === null)) continue;
    const begun = runs.filter(({ status }) => status !== 'dry_run').map(({ period }) => parsePeriod(period));
    const [period] = missedPeriods({ schedule, timeZone, newest: begun.sort().at(-1) ?? null }, now);
    if (period === undefined) continue;
    const attempt = await nextAttempt(db, index, period);
    const input = { index, period, attempt, reason: null, dryRun: false };
    // A worker that looked before another one's run had ended finds its name taken for good, unless a dry run has it.
    const once = attempt === 1 ? WorkflowIdReusePolicy.REJECT_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE;
    const release = await startRelease(client, config.temporal.taskQueue, input, once);
    if (release.started) started.push(release.handle.workflowId);
  }
  return started;
}

interface Standing {
  readonly schedule: ReleaseSchedule;
  /** That of the index's periods. */
  readonly timeZone: string;
  /** The newest period that was begun. */
  readonly newest: Period | null;
}

/**
 * The periods after the newest one that were due at the nominal times up to `now`, in order; where none was ever begun, only
 * the last of them. What was due more than `catchupDays` before is not made up for.
 */
export function missedPeriods({ schedule, timeZone, newest }: Standing, now: Date): Period[] {
  const oldest = now.getTime() - schedule.catchupDays * DAY;
  // Nothing newer was due before the newest had ended.
  const from = new Date(Math.max(oldest, newest === null ? oldest : periodBounds(newest, timeZone).end.getTime()));
  const due = timesBetween(schedule, from, now).map((time) => periodDue(time, schedule.lagDays, timeZone));
  const periods = [...new Set(due)];
  return newest === null ? periods.slice(-1) : periods.filter((period) => period > newest);
}

/** The nominal times after `from` and up to `to`. node-cron tells only later ones than now, but knows one that it is shown. */
function timesBetween({ cron, timeZone }: ReleaseSchedule, from: Date, to: Date): Date[] {
  const [exact, hourly] = [cron, cron.trim().replace(/^\S+/, '*')].map((pattern) =>
    createTask(pattern, () => undefined, { timezone: timeZone }),
  );
  const matches = (task: typeof exact, time: number) => task?.match(new Date(time)) ?? false;
  const times: Date[] = [];
  for (let hour = Math.floor(from.getTime() / HOUR) * HOUR; hour <= to.getTime(); hour += HOUR) {
    // Where clocks are half an hour off, one hour of ours lies in two of theirs.
    if (!matches(hourly, hour) && !matches(hourly, hour + HOUR - MINUTE)) continue;
    for (let time = hour; time < hour + HOUR; time += MINUTE)
      if (time > from.getTime() && time <= to.getTime() && matches(exact, time)) times.push(new Date(time));
  }
  void exact?.destroy();
  void hourly?.destroy();
  return times;
}
