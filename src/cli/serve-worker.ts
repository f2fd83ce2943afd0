import type { Client } from '@temporalio/client';
import { type ScheduledTask, schedule } from 'node-cron';
import { type Housekeeping, scheduleHousekeeping } from '../../activities/housekeeping.js';
import { createLog, type WorkerLog } from '../../activities/log.js';
import { createMetrics, type Metrics } from '../../activities/metrics.js';
import { installTelemetry, QUEUES, type Queue, type RunningWorker, startWorker } from '../../activities/worker.js';
import { freePort } from '../stack/ports.js';
import { counterCollector } from '../temporal/collector.js';
import { withClient } from '../temporal/connection.js';
import { needsFallback, startDue } from '../temporal/fallback.js';
import { scheduledIndices } from '../temporal/schedules.js';
import { startHealth } from '../web/health.js';
import type { Context } from './context.js';
import { note } from './output.js';
import { activityDeps, taskQueueOf } from './with-worker.js';

/** Does the work of runs until Ctrl-C or SIGTERM, and ends what it holds before it goes. Its log goes to stdout. */
export async function serveUntilInterrupted(context: Context, queues: readonly Queue[] = QUEUES): Promise<void> {
  const deps = activityDeps(context);
  const observers = { log: createLog(process.env['LOG_LEVEL']), metrics: createMetrics(context.db) };
  const sdkPort = context.config.ports.metrics === null ? null : await freePort();
  installTelemetry(observers.log, {
    metricsAddress: sdkPort === null ? null : `127.0.0.1:${sdkPort}`,
    collector: counterCollector(process.env),
  });
  const worker = await startWorker(deps, context.temporalAddress, { log: 'INFO', queues, observers });
  const health = await serveHealth(context, worker, observers.metrics, sdkPort);
  const housekeeping = scheduleHousekeeping(deps, (done) => reportHousekeeping(observers.log, done));
  const starting = queues.includes('release') ? startReleases(context, observers.log) : null;
  const names = queues.map((queue) => taskQueueOf(context, queue)).join(', ');
  note(`Worker on ${names}, Temporal ${context.temporalAddress}.`);
  const stop = () => void worker.stop().catch(() => undefined);
  context.signal.addEventListener('abort', stop);
  process.once('SIGTERM', stop);
  try {
    await worker.stopped;
  } finally {
    await starting?.destroy();
    await housekeeping.stop();
    await health?.close();
  }
}

/** Looks at once and then every minute for releases that are due, where the server does not; null where none is scheduled. */
function startReleases({ db, config, temporalAddress }: Context, log: WorkerLog): ScheduledTask | null {
  if (scheduledIndices(config).length === 0) return null;
  const at = { address: temporalAddress, namespace: config.temporal.namespace };
  let needed: boolean | null = null;
  const look = async (client: Client) => {
    needed ??= await needsFallback(client, config);
    if (!needed) return;
    for (const run of await startDue({ db, client, config }, new Date()))
      log.info({ run }, 'a release that is due was started');
  };
  // The next minute is another chance.
  const report = (err: unknown) => log.error({ err }, 'releases that are due were not started');
  const everyMinute = () => (needed === false ? Promise.resolve() : withClient(at, look).catch(report));
  const looks = schedule('* * * * *', everyMinute, { timezone: 'UTC', noOverlap: true });
  void looks.execute();
  return looks;
}

async function serveHealth(
  { db, config }: Context,
  worker: RunningWorker,
  metrics: Metrics,
  sdkPort: number | null,
): Promise<{ close(): Promise<void> } | null> {
  if (config.ports.metrics === null || sdkPort === null) return null;
  const unready = async () => {
    if (!worker.isRunning()) return 'the worker takes no work';
    await db.pool.query('select 1');
    return null;
  };
  const health = { unready, metrics: async () => `${await metrics.text()}${await sdkMetrics(sdkPort)}` };
  return startHealth(health, config.ports.metrics);
}

/** What the SDK counts; nothing where that goes to a collector. */
async function sdkMetrics(port: number): Promise<string> {
  return fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => '',
  );
}

function reportHousekeeping(log: WorkerLog, done: Housekeeping | Error): void {
  if (done instanceof Error) log.error({ err: done }, 'housekeeping failed');
  else log.info(done, 'housekeeping');
}
