import { type Client, WorkflowIdReusePolicy } from '@temporalio/client';
import { createTask } from 'node-cron';
import type { ReleaseInput } from '../../workflows/release.js';
import type { Config, ReleaseSchedule } from '../config.js';
import { type Period, parsePeriod, periodBounds, periodDue } from '../period.js';
import type { Database } from '../store/database.js';
import { listRuns, nextAttempt } from '../store/runs.js';
import { type ReleaseHandle, startRelease } from './releases.js';
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
export async function startDue(needs: Needs, now: Date): Promise<string[]> {
  const { db, config } = needs;
  const started: string[] = [];
  for (const { index, schedule, timeZone } of scheduledIndices(config)) {
    const runs = (await listRuns(db, index)).filter(({ parentId }) => parentId === null);
    if (runs.some(({ finishedAt }) => finishedAt === null)) continue;
    const begun = runs.filter(({ status }) => status !== 'dry_run').map(({ period }) => parsePeriod(period));
    const [period] = missedPeriods({ schedule, timeZone, newest: begun.sort().at(-1) ?? null }, now);
    if (period === undefined) continue;
    const attempt = await nextAttempt(db, index, period);
    const handle = await startOnce(needs, { index, period, attempt, reason: null, dryRun: false });
    if (handle) started.push(handle.workflowId);
  }
  return started;
}

/**
 * Starts a run, and a first one only where none of its name was ever started: a worker that looked before another one's run had
 * ended finds the name taken. What ended before it was recorded (no database, a mistake in the configuration) has done nothing,
 * and is started again. @returns null where nothing was started
 */
async function startOnce({ db, client, config }: Needs, input: ReleaseInput): Promise<ReleaseHandle | null> {
  const { REJECT_DUPLICATE, ALLOW_DUPLICATE, ALLOW_DUPLICATE_FAILED_ONLY } = WorkflowIdReusePolicy;
  const start = async (policy: WorkflowIdReusePolicy) => startRelease(client, config.temporal.taskQueue, input, policy);
  const first = await start(input.attempt === 1 ? REJECT_DUPLICATE : ALLOW_DUPLICATE);
  if (first.started) return first.handle;
  if ((await first.handle.describe()).status.name === 'RUNNING') return null;
  // Asked after it has ended: there is no record that is still to come.
  if ((await nextAttempt(db, input.index, input.period)) !== input.attempt) return null;
  const again = await start(ALLOW_DUPLICATE_FAILED_ONLY);
  return again.started ? again.handle : null;
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
