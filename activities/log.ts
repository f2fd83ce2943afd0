import { DefaultLogger, type LogEntry, type Logger } from '@temporalio/worker';
import type { DestinationStream } from 'pino';
import { pino } from 'pino';

/** One line of a worker's log. Ids, counts and errors: no text of a conversation, no secret. */
export interface LogFields {
  /** The number of a run. */
  readonly run?: number;
  readonly stage?: string;
  readonly shard?: number;
  readonly attempt?: number;
  readonly workflow?: string;
  readonly milliseconds?: number;
  readonly err?: unknown;
}

export type WorkerLog = ReturnType<typeof createLog>;

/** JSON lines on `destination` (stdout unless told otherwise). */
export function createLog(level = 'info', destination?: DestinationStream) {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination ? pino(options, destination) : pino(options, pino.destination({ dest: 1, sync: true }));
}

/** The SDK's own log, as lines of ours. Of what it tells about a task only that is kept which finds the run again. */
export function sdkLogger(log: WorkerLog): Logger {
  return new DefaultLogger('INFO', (entry) => write(log, entry));
}

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

function write(log: WorkerLog, { level, message, meta }: LogEntry): void {
  if (saysNothing(level, message)) return;
  const told = { ...meta };
  const fields: LogFields = {
    ...runOf(told['workflowId']),
    ...(typeof told['activityType'] === 'string' ? { stage: told['activityType'] } : {}),
    ...(typeof told['attempt'] === 'number' ? { attempt: told['attempt'] } : {}),
    ...(typeof told['durationMs'] === 'number' ? { milliseconds: told['durationMs'] } : {}),
    ...(told['error'] === undefined ? {} : { err: told['error'] }),
  };
  // Our interceptor has told of it already, with the shard.
  if (told['sdkComponent'] === 'worker' && message.startsWith('Activity ')) return;
  log[LEVELS[level]](fields, message);
}

/**
 * What the SDK warns of at every worker that only labels, as it should: no option of it says that this is meant, and the line
 * has no field to tell it by.
 */
function saysNothing(level: LogEntry['level'], message: string): boolean {
  return level === 'WARN' && message === 'No workflows registered, not polling for workflow tasks';
}

/** Labelling carries its run's number in its workflow id. */
function runOf(workflowId: unknown): LogFields {
  if (typeof workflowId !== 'string') return {};
  const run = /\/label\/(\d+)$/.exec(workflowId)?.[1];
  return { workflow: workflowId, ...(run ? { run: Number(run) } : {}) };
}
