import { resolve } from 'node:path';
import { type Housekeeping, scheduleHousekeeping } from '../../activities/housekeeping.js';
import type { ActivityDeps } from '../../activities/index.js';
import { QUEUES, type Queue, type RunningWorker, startWorker } from '../../activities/worker.js';
import { ownSmtpUrl } from '../environment.js';
import { createLabellers } from '../label/labellers.js';
import { projectRoot } from '../paths.js';
import { withClient } from '../temporal/connection.js';
import { hasWorker } from '../temporal/releases.js';
import type { Context } from './context.js';
import { modelServices } from './model-services.js';
import { note } from './output.js';

/** Does the work of runs, or a part of it, until Ctrl-C or SIGTERM, and ends what it holds before it goes. */
export async function serveUntilInterrupted(context: Context, queues: readonly Queue[] = QUEUES): Promise<void> {
  const deps = activityDeps(context);
  const worker = await startWorker(deps, context.temporalAddress, { queues });
  const housekeeping = scheduleHousekeeping(deps, reportHousekeeping);
  const names = queues.map((queue) => taskQueueOf(context, queue)).join(', ');
  note(`Worker on ${names}, Temporal ${context.temporalAddress}.`);
  const stop = () => void worker.stop().catch(() => undefined);
  context.signal.addEventListener('abort', stop);
  process.once('SIGTERM', stop);
  try {
    await worker.stopped;
  } finally {
    await housekeeping.stop();
  }
}

function reportHousekeeping(done: Housekeeping | Error): void {
  note(done instanceof Error ? `Housekeeping failed: ${done.message}` : `Housekeeping: ${JSON.stringify(done)}`);
}

/** Runs `work` with workers: those that are polling, and one of its own, as long as it lasts, for what nobody polls for. */
export async function withWorker<T>(context: Context, work: () => Promise<T>): Promise<T> {
  const queues = await unattended(context);
  const worker: RunningWorker | null =
    queues.length === 0
      ? null
      : await startWorker(activityDeps(context), context.temporalAddress, { log: 'ERROR', queues });
  try {
    const failed = worker?.stopped.then(() => Promise.reject(new Error('The worker stopped.')));
    failed?.catch(() => undefined);
    return await (failed ? Promise.race([work(), failed]) : work());
  } finally {
    await worker?.stop();
  }
}

/** The queues that no worker polls. */
function unattended(context: Context): Promise<Queue[]> {
  const { namespace } = context.config.temporal;
  return withClient({ address: context.temporalAddress, namespace }, async (client) => {
    const queues: Queue[] = [];
    for (const queue of QUEUES)
      if (!(await hasWorker(client, namespace, taskQueueOf(context, queue), queue))) queues.push(queue);
    return queues;
  });
}

function taskQueueOf({ config }: Context, queue: Queue): string {
  return queue === 'label' ? config.temporal.labelTaskQueue : config.temporal.taskQueue;
}

/** The activities' dependencies as the environment gives them. */
export function activityDeps({ db, config }: Pick<Context, 'db' | 'config'>): ActivityDeps {
  return {
    db,
    config,
    labellers: createLabellers(config.worker.labelThreads, modelServices({ db, config })),
    snapshots: resolve(projectRoot, config.snapshots),
    smtpUrl: ownSmtpUrl(),
    publicUrl: process.env['PUBLIC_URL'] ?? null,
    now: () => new Date(),
  };
}
