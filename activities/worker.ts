import type { Context } from '@temporalio/activity';
import {
  type ActivityExecuteInput,
  type ActivityInboundCallsInterceptor,
  DefaultLogger,
  type LogLevel,
  type NativeConnection,
  type Next,
  Runtime,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { Config } from '../src/config.js';
import type { CounterCollector } from '../src/temporal/collector.js';
import { workerConnection } from '../src/temporal/connection.js';
import { dataConverter, encrypts } from '../src/temporal/payload-codec.js';
import { provideSearchAttributes } from '../src/temporal/search-attributes.js';
import { openTracing, type Tracing } from '../src/temporal/tracing.js';
import { builtWorkflows } from './bundle.js';
import { readCursor } from './cursor.js';
import { toFailure } from './failures.js';
import { type ActivityDeps, createActivities } from './index.js';
import { sdkLogger, type WorkerLog } from './log.js';
import { Described, Observed, type Observers } from './observe.js';

/** Heartbeats every two seconds while an activity runs, so that a dead worker is noticed within ten; each says how far it is. */
class Heartbeats implements ActivityInboundCallsInterceptor {
  constructor(private readonly context: Context) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { context } = this;
    const beat = context.info.isLocal ? undefined : setInterval(() => context.heartbeat(readCursor(context)), 2000);
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error);
    } finally {
      clearInterval(beat);
    }
  }
}

export interface RunningWorker {
  /** Lets running activities end, within the grace time, and closes the connection. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped; rejects when it failed. */
  readonly stopped: Promise<void>;
  /** Whether it takes work. */
  isRunning(): boolean;
}

let quiet = false;

/** What the SDK says of its own comings and goings belongs in no log: from here on it says this much. Once a process. */
export function logOnly(level: LogLevel): void {
  if (quiet) return;
  Runtime.install({ logger: new DefaultLogger(level) });
  quiet = true;
}

/** What a worker takes work from: the runs with all their stages, or the labelling of shards. */
export const QUEUES = ['release', 'label'] as const;
export type Queue = (typeof QUEUES)[number];

export interface WorkerSettings {
  /** From which error level on the SDK's log is shown. */
  readonly log?: LogLevel;
  /** Both, unless told otherwise. */
  readonly queues?: readonly Queue[];
  /** The workflows' code; that of the build unless told otherwise. */
  readonly workflowBundle?: WorkerOptions['workflowBundle'];
  /** Who is told of every attempt. */
  readonly observers?: Observers | null;
}

/**
 * Has the SDK tell `log` what it has to tell, and its own metrics to whoever asks at `metricsAddress` (host:port), or to an
 * OpenTelemetry collector. Before the first worker, once a process.
 */
export function installTelemetry(
  log: WorkerLog,
  {
    metricsAddress,
    collector,
  }: { readonly metricsAddress: string | null; readonly collector: CounterCollector | null },
): void {
  if (quiet) return;
  const metrics = collector
    ? { otel: collector }
    : metricsAddress
      ? { prometheus: { bindAddress: metricsAddress } }
      : undefined;
  Runtime.install({ logger: sdkLogger(log), telemetryOptions: metrics ? { metrics } : {} });
  quiet = true;
}

/**
 * Starts a worker for the workflows and all their activities, or for a part of them. A warning tells, with its stack, of each
 * attempt that failed: that is for a worker's log, not for the terminal of somebody who is told how the run ended.
 */
export async function startWorker(
  deps: ActivityDeps,
  temporalAddress: string,
  { log = 'WARN', queues = QUEUES, workflowBundle, observers = null }: WorkerSettings = {},
): Promise<RunningWorker> {
  logOnly(log);
  const { temporal } = deps.config;
  const tracing = await openTracing();
  const connection = await workerConnection({ address: temporalAddress, namespace: temporal.namespace });
  const workers: Worker[] = [];
  const release = async () => {
    await deps.labellers.close();
    await connection.close();
  };
  try {
    if (temporal.searchAttributes) await provideSearchAttributes(connection, temporal.namespace);
    const bundle = workflowBundle ?? builtWorkflows({ traced: tracing !== null, encrypted: encrypts() });
    for (const queue of queues)
      workers.push(await createWorker(queue, deps, { connection, bundle, observers, tracing }));
  } catch (error) {
    await discard(workers).finally(release);
    throw error;
  }
  const stopped = runTogether(workers).finally(release);
  const isRunning = () => workers.every((worker) => worker.getState() === 'RUNNING');
  return { stop: () => stopWorkers(workers, stopped), stopped, isRunning };
}

/** A worker lets its connection go only when it has run. */
async function discard(workers: readonly Worker[]): Promise<void> {
  const stopped = runTogether(workers);
  await stopWorkers(workers, stopped);
}

type Bundle = WorkerOptions['workflowBundle'];

interface Surroundings {
  readonly connection: NativeConnection;
  readonly bundle: Bundle;
  readonly observers: Observers | null;
  readonly tracing: Tracing | null;
}

function createWorker(
  queue: Queue,
  deps: ActivityDeps,
  { connection, bundle, observers, tracing }: Surroundings,
): Promise<Worker> {
  const { temporal, worker: limits } = deps.config;
  const { labelShard, ...stages } = createActivities(deps);
  const own =
    queue === 'label'
      ? labelOptions(deps.config, { labelShard })
      : {
          taskQueue: temporal.taskQueue,
          workflowBundle: bundle,
          // Runs that were begun before shards had a queue of their own ask for them here.
          activities: { ...stages, labelShard },
          maxCachedWorkflows: limits.maxCachedWorkflows,
          maxConcurrentWorkflowTaskExecutions: limits.maxConcurrentWorkflowTasks,
          maxConcurrentActivityTaskExecutions: limits.maxConcurrentActivities,
        };
  return Worker.create({
    connection,
    namespace: temporal.namespace,
    dataConverter: dataConverter(),
    shutdownGraceTime: `${limits.shutdownGraceSeconds}s`,
    interceptors: {
      activity: [
        ...(tracing ? [tracing.activity, () => ({ inbound: new Described(tracing.describe) })] : []),
        ...(observers ? [() => ({ inbound: new Observed(observers) })] : []),
        (context) => ({ inbound: new Heartbeats(context) }),
      ],
    },
    ...(tracing ? { sinks: tracing.sinks } : {}),
    ...own,
  });
}

function labelOptions({ temporal, worker: limits }: Config, activities: object) {
  const { maxShardsPerSecond } = limits;
  return {
    taskQueue: temporal.labelTaskQueue,
    activities,
    maxConcurrentActivityTaskExecutions: limits.maxConcurrentShards,
    ...(maxShardsPerSecond === null ? {} : { maxTaskQueueActivitiesPerSecond: maxShardsPerSecond }),
  };
}

/** Where one of them ends, for whatever reason, the others have to end too. */
async function runTogether(workers: readonly Worker[]): Promise<void> {
  const ends = workers.map((worker) => worker.run().finally(() => shutDown(workers)));
  const ended = await Promise.allSettled(ends);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function stopWorkers(workers: readonly Worker[], stopped: Promise<void>): Promise<void> {
  shutDown(workers);
  await stopped;
}

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
