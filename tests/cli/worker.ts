import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startWorker } from '../../activities/worker.js';
import { loadConfig } from '../../src/cli/context.js';
import type { Place } from '../support/command.js';
import { type openHouse, testTemporal } from '../support/house.js';
import { labellersThat } from '../support/labellers.js';
import type { Cli } from './cli.js';

/**
 * A worker of the test's process, as long as the test lasts, that has `before` done before each shard is labelled.
 * @returns its task queue
 */
export async function workFor(cli: Cli, before: Parameters<typeof labellersThat>[0]): Promise<string> {
  const config = await loadConfig();
  const deps = {
    db: cli.db,
    config,
    snapshots: join(cli.folder, 'snapshots'),
    smtpUrl: null,
    publicUrl: null,
    now: () => new Date(),
    labellers: labellersThat(before),
  };
  const worker = await startWorker(deps, testTemporal());
  onTestFinished(() => worker.stop());
  return config.temporal.taskQueue;
}

/** `tidemark worker` as a process of its own, gone with its place and its house when the test ends. */
export function workerProcess(place: Place, house: Pick<Awaited<ReturnType<typeof openHouse>>, 'close'>) {
  const worker = place.start('worker');
  const ended = once(worker, 'exit');
  onTestFinished(async () => {
    worker.kill('SIGKILL');
    await ended;
    place.remove();
    await house.close();
  });
  return { worker, ended };
}
