import type { Client } from '@temporalio/client';
import { Command } from 'commander';
import type { Config, ReleaseSchedule } from '../config.js';
import { UserError } from '../errors.js';
import { periodDue } from '../period.js';
import { withClient } from '../temporal/connection.js';
import {
  applySchedules,
  deleteSchedule,
  describeSchedule,
  listSchedules,
  nextTimes,
  pauseSchedule,
  resumeSchedule,
  scheduledIndices,
  triggerSchedule,
  withSchedules,
} from '../temporal/schedules.js';
import { loadConfig, withContext } from './context.js';
import { note, printRecord, printRows } from './output.js';

const NO_SCHEDULE = 'temporal.config.ts has no schedule: give an index one under "releases".';

interface Options {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly note?: string;
  readonly count?: string;
}

/** `tidemark schedule`: releases that are made by themselves, as temporal.config.ts says. */
export function scheduleCommand(): Command {
  const command = new Command('schedule').description('releases that are made by themselves');
  command
    .command('apply')
    .description('make the server follow temporal.config.ts; safe to repeat')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'one JSON document')
    .action(apply);
  command
    .command('list')
    .description('the schedules that the server has')
    .option('--json', 'one JSON document')
    .action(list);
  command
    .command('next')
    .description('the next times, and the period that each releases; asks no server')
    .option('--count <n>', 'how many', '6')
    .option('--json', 'one JSON document')
    .action(next);
  indexCommand(command, 'describe', 'one schedule, with what it did and will do')
    .option('--json', 'one JSON document')
    .action(describe);
  indexCommand(command, 'pause', 'start nothing until it is resumed')
    .option('--note <text>', 'why', 'paused by tidemark')
    .action((index: string, options: Options) =>
      onServer(index, (client) => pauseSchedule(client, index, options.note ?? ''), 'paused'),
    );
  indexCommand(command, 'resume', 'go on')
    .option('--note <text>', 'why', 'resumed by tidemark')
    .action((index: string, options: Options) =>
      onServer(index, (client) => resumeSchedule(client, index, options.note ?? ''), 'resumed'),
    );
  indexCommand(command, 'trigger', 'release what is due, now').action((index: string) =>
    onServer(index, (client) => triggerSchedule(client, index), 'triggered'),
  );
  indexCommand(command, 'delete', 'remove it from the server').action((index: string) =>
    onServer(index, (client) => deleteSchedule(client, index), 'deleted'),
  );
  return command;
}

function indexCommand(parent: Command, name: string, description: string): Command {
  return parent.command(name).description(description).argument('[index]', 'name of an index', 'default');
}

function withServer(work: (client: Client, config: Config) => Promise<void>): Promise<void> {
  return withContext(({ config, temporalAddress }) =>
    withClient({ address: temporalAddress, namespace: config.temporal.namespace }, (client) =>
      withSchedules(() => work(client, config)),
    ),
  );
}

function onServer(index: string, work: (client: Client) => Promise<void>, done: string): Promise<void> {
  return withServer(async (client) => {
    await work(client);
    note(`The schedule of ${index} is ${done}.`);
  });
}

function apply(options: Options): Promise<void> {
  return withServer(async (client, config) => {
    const applied = await applySchedules(client, config, options.dryRun ?? false);
    printRows(
      applied.map((one) => ({ ...one })),
      options,
    );
    if (applied.length === 0) note(nothingToApply(config));
    if (options.dryRun) note('Nothing was changed.');
  });
}

function nothingToApply(config: Config): string {
  if (scheduledIndices(config).length === 0) return NO_SCHEDULE;
  return 'Workers start the releases that are due; npx tidemark schedule next tells which.';
}

function list(options: Options): Promise<void> {
  return withServer(async (client, config) => {
    const schedules = await listSchedules(client, config);
    printRows(
      schedules.map(({ scheduleId, memo, state, info }) => ({
        schedule: scheduleId,
        cron: String(memo?.['cron'] ?? ''),
        state: state.paused ? 'paused' : 'active',
        note: state.note ?? '',
        next: info.nextActionTimes[0]?.toISOString() ?? null,
      })),
      options,
    );
  });
}

async function next(options: Options): Promise<void> {
  const rows = scheduledIndices(await loadConfig()).flatMap(({ index, schedule, timeZone }) =>
    nextTimes(schedule, countOf(options)).map((time) => nextRow(index, schedule, timeZone, time)),
  );
  printRows(rows, options);
  if (rows.length === 0) note(NO_SCHEDULE);
}

function nextRow(index: string, { lagDays }: ReleaseSchedule, timeZone: string, time: Date) {
  return { index, at: time.toISOString(), period: periodDue(time, lagDays, timeZone) };
}

function countOf({ count = '6' }: Options): number {
  const n = Number(count);
  if (!Number.isInteger(n) || n < 1 || n > 1000)
    throw new UserError(`--count ${count} is not a number from 1 to 1000.`);
  return n;
}

function describe(index: string, options: Options): Promise<void> {
  return withServer(async (client) => {
    const { spec, state, info, policies } = await describeSchedule(client, index);
    printRecord(
      {
        schedule: index,
        state: state.paused ? 'paused' : 'active',
        note: state.note ?? null,
        timeZone: spec.timezone ?? 'UTC',
        overlap: policies.overlap,
        catchupDays: policies.catchupWindow / 86_400_000,
        taken: info.numActionsTaken,
        missed: info.numActionsMissedCatchupWindow,
        running: info.runningActions.map(({ workflow }) => workflow.workflowId),
        recent: info.recentActions.map(({ scheduledAt }) => scheduledAt.toISOString()),
        next: info.nextActionTimes.slice(0, 3).map((time) => time.toISOString()),
      },
      options,
    );
  });
}
