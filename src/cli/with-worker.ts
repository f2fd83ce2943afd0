import { resolve } from 'node:path';
import type { ActivityDeps } from '../../activities/index.js';
import { type RunningWorker, startWorker } from '../../activities/worker.js';
import { ownSmtpUrl } from '../environment.js';
import { createLabellers } from '../label/labellers.js';
import { projectRoot } from '../paths.js';
import { withClient } from '../temporal/connection.js';
import { hasWorker } from '../temporal/releases.js';
import type { Context } from './context.js';
import { modelServices } from './model-services.js';

/** Runs `work` with a worker: one that is polling, or else one of its own for as long as it lasts. */
export async function withWorker<T>(context: Context, work: () => Promise<T>): Promise<T> {
  const { namespace, taskQueue } = context.config.temporal;
  const at = { address: context.temporalAddress, namespace };
  const polling = await withClient(at, (client) => hasWorker(client, namespace, taskQueue));
  const worker: RunningWorker | null = polling
    ? null
    : await startWorker(activityDeps(context), context.temporalAddress, 'ERROR');
  try {
    const failed = worker?.stopped.then(() => Promise.reject(new Error('The worker stopped.')));
    failed?.catch(() => undefined);
    return await (failed ? Promise.race([work(), failed]) : work());
  } finally {
    await worker?.stop();
  }
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
