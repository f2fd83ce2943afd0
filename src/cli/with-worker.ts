import { resolve } from 'node:path';
import type { ActivityDeps } from '../../activities/index.js';
import { QUEUES, type Queue, type RunningWorker, startWorker } from '../../activities/worker.js';
import { ownSmtpUrl } from '../environment.js';
import { createLabellers } from '../label/labellers.js';
import { projectRoot } from '../paths.js';
import { withClient } from '../temporal/connection.js';
import { hasWorker } from '../temporal/releases.js';
import type { Context } from './context.js';
import { modelServices } from './model-services.js';

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

export function taskQueueOf({ config }: Context, queue: Queue): string {
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
