import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { UserError } from '../../errors.js';
import { projectRoot } from '../../paths.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { LabelInput, Labeller, LabelResult } from '../labeller.js';
import { localIdentity } from './identity.js';

/** Conversations a thread takes at a time: small enough that a cancellation is soon obeyed. */
const CHUNK = 100;

/**
 * The `local` labeller in worker threads, so that the caller's thread stays free for heartbeats. Each thread makes its own
 * index, once. `threads` 0 takes one per processor. Same answers as in one thread.
 * @throws UserError when the project has not been built: threads run compiled code
 */
export function createThreadedLabeller(taxonomy: Taxonomy, threads = 0): Labeller {
  const filename = join(projectRoot, 'dist', 'src', 'label', 'local', 'thread.js');
  if (!existsSync(filename)) throw new UserError('The labeller is not built.', 'npm run setup');
  const maxThreads = threads > 0 ? threads : availableParallelism();
  const pool = new Piscina<readonly LabelInput[], readonly LabelResult[]>({
    filename,
    name: 'labelChunk',
    workerData: taxonomy,
    minThreads: 1,
    maxThreads,
    idleTimeout: 60_000,
  });
  return {
    identity: localIdentity(taxonomy.name),
    label: (batch, signal) => labelInThreads(pool, batch, maxThreads, signal),
    close: () => pool.close(),
  };
}

/** As many lanes as threads, each taking the next chunk; after an abort no further chunk is begun. */
async function labelInThreads(
  pool: Piscina<readonly LabelInput[], readonly LabelResult[]>,
  batch: readonly LabelInput[],
  lanes: number,
  signal?: AbortSignal,
): Promise<readonly LabelResult[]> {
  const results: (readonly LabelResult[])[] = [];
  let next = 0;
  const lane = async () => {
    while (next < batch.length) {
      signal?.throwIfAborted();
      const start = next;
      next += CHUNK;
      results[start / CHUNK] = await pool.run(batch.slice(start, start + CHUNK));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results.flat();
}
