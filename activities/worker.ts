import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { activityInfo, heartbeat } from '@temporalio/activity';
import {
  type ActivityExecuteInput,
  type ActivityInboundCallsInterceptor,
  DefaultLogger,
  type LogLevel,
  type Next,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { UserError } from '../src/errors.js';
import { projectRoot } from '../src/paths.js';
import { workerConnection } from '../src/temporal/connection.js';
import { toFailure } from './failures.js';
import { type ActivityDeps, createActivities } from './index.js';
import { sdkLogger, type WorkerLog } from './log.js';
import { Observed, type Observers } from './observe.js';

/** Heartbeats every two seconds while an activity runs, so that a dead worker is noticed within ten. */
class Heartbeats implements ActivityInboundCallsInterceptor {
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const beat = activityInfo().isLocal ? undefined : setInterval(() => heartbeat(), 2000);
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

/** The prebuilt workflow code. @throws UserError when the project has not been built. */
export function workflowBundlePath(): string {
  const path = join(projectRoot, 'dist', 'workflow-bundle.js');
  if (!existsSync(path)) throw new UserError('The workflows are not built.', 'npm run setup');
  return path;
}

let quiet = false;

/** What the SDK says of its own comings and goings belongs in no log. Once a process. */
function logOnly(level: LogLevel): void {
  if (quiet) return;
  Runtime.install({ logger: new DefaultLogger(level) });
  quiet = true;
}

/**
 * Has the SDK tell `log` what it has to tell, and its own metrics to whoever asks at `metricsAddress` (host:port), or to an
 * OpenTelemetry collector (OTLP over gRPC) at `collectorUrl`. Before the first worker, once a process.
 */
export function installTelemetry(
  log: WorkerLog,
  { metricsAddress, collectorUrl }: { readonly metricsAddress: string | null; readonly collectorUrl: string | null },
): void {
  if (quiet) return;
  const metrics = collectorUrl
    ? { otel: { url: collectorUrl } }
    : metricsAddress
      ? { prometheus: { bindAddress: metricsAddress } }
      : undefined;
  Runtime.install({ logger: sdkLogger(log), telemetryOptions: metrics ? { metrics } : {} });
  quiet = true;
}

/**
 * Starts a worker that runs the workflows and all their activities. A warning tells, with its stack, of each attempt that
 * failed: that is for a worker's log, not for the terminal of somebody who is told how the run ended.
 */
export async function startWorker(
  deps: ActivityDeps,
  temporalAddress: string,
  log: LogLevel = 'WARN',
  observers: Observers | null = null,
): Promise<RunningWorker> {
  logOnly(log);
  const { temporal, worker: limits } = deps.config;
  const connection = await workerConnection({ address: temporalAddress, namespace: temporal.namespace });
  const activities = createActivities(deps);
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue: temporal.taskQueue,
    workflowBundle: { codePath: workflowBundlePath() },
    activities,
    maxCachedWorkflows: limits.maxCachedWorkflows,
    maxConcurrentActivityTaskExecutions: limits.maxConcurrentActivities,
    shutdownGraceTime: `${limits.shutdownGraceSeconds}s`,
    interceptors: {
      activity: [
        ...(observers ? [() => ({ inbound: new Observed(observers) })] : []),
        () => ({ inbound: new Heartbeats() }),
      ],
    },
  });
  const stopped = worker.run().finally(async () => {
    await deps.labellers.close();
    await connection.close();
  });
  return { stop: () => stopWorker(worker, stopped), stopped, isRunning: () => worker.getState() === 'RUNNING' };
}

async function stopWorker(worker: Worker, stopped: Promise<void>): Promise<void> {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await stopped;
}
