import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker';
import { sendsTraces } from './collector.js';

/** What clients and workers take part in traces with. */
export interface Tracing {
  /** Tells of every call that changes something; looking on, twice a second, is none. */
  readonly client: WorkflowClientInterceptor;
  readonly activity: ActivityInterceptorsFactory;
  /** Adds to the span of the activity that calls. */
  describe(attributes: Readonly<Record<string, string | number>>): void;
  /** Takes the spans of workflows, which cannot send anything themselves. */
  readonly sinks: NonNullable<WorkerOptions['sinks']>;
  /** Sends what has not been sent, and ends. */
  close(): Promise<void>;
}

let opened: Promise<Tracing> | undefined;

/** Traces to the collector that OpenTelemetry's variables name; null where they name none, and then nothing is loaded. */
export async function openTracing(): Promise<Tracing | null> {
  if (!sendsTraces(process.env)) return null;
  opened ??= import('./open-telemetry.js').then(({ startTracing }) => startTracing());
  return opened;
}

/** Sends what is left before the process ends. */
export async function closeTracing(): Promise<void> {
  const tracing = await opened;
  opened = undefined;
  await tracing?.close();
}
