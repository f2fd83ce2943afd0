import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { UserError } from '../../errors.js';
import { projectRoot } from '../../paths.js';
import type { TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import type { LabelInput, Labeller, LabelResult } from '../labeller.js';
import { cutConversation } from './cut.js';
import { localIdentity } from './identity.js';
import type { CandidatesRequest } from './thread.js';

/** Conversations a thread takes at a time: small enough that a cancellation is soon obeyed. */
const CHUNK = 50;
/** Chunks that a thread has at hand: the one it labels, and the next, so that it never waits for the caller's thread. */
const AT_HAND = 2;

/**
 * The `local` labeller in worker threads, so that the caller's thread stays free for heartbeats. Each thread makes its own
 * index, once. `threads` 0 takes one per processor. Same answers as in one thread.
 * @throws UserError when the project has not been built: threads run compiled code
 */
export function createThreadedLabeller(taxonomy: Taxonomy, threads = 0): Labeller {
  const filename = join(projectRoot, 'dist', 'src', 'label', 'local', 'thread.js');
  if (!existsSync(filename)) throw new UserError('The labeller is not built.', 'npm run setup');
  const maxThreads = threads > 0 ? threads : availableParallelism();
  const pool = new Piscina({
    filename,
    workerData: taxonomy,
    minThreads: 1,
    maxThreads,
    concurrentTasksPerWorker: AT_HAND,
    idleTimeout: 60_000,
  });
  const lanes = AT_HAND * maxThreads;
  const label = (inputs: readonly LabelInput[]): Promise<readonly LabelResult[]> =>
    pool.run(inputs, { name: 'labelChunk' });
  const candidates = (request: CandidatesRequest): Promise<readonly (readonly TaskCode[])[]> =>
    pool.run(request, { name: 'candidatesChunk' });
  return {
    identity: localIdentity(taxonomy.name),
    label: (batch, signal) => inLanes(batch, lanes, label, signal),
    candidates: (batch, count, signal) => inLanes(batch, lanes, (inputs) => candidates({ inputs, count }), signal),
    close: () => pool.close(),
  };
}

/** Lanes side by side, each taking the next chunk; after an abort no further chunk is begun. */
async function inLanes<T>(
  batch: readonly LabelInput[],
  lanes: number,
  run: (chunk: readonly LabelInput[]) => Promise<readonly T[]>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const results: (readonly T[])[] = [];
  let next = 0;
  const lane = async () => {
    while (next < batch.length) {
      signal?.throwIfAborted();
      const start = next;
      next += CHUNK;
      results[start / CHUNK] = await run(batch.slice(start, start + CHUNK).map(asRead));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results.flat();
}

/** What nobody reads is not sent to a thread. */
function asRead({ key, turns }: LabelInput): LabelInput {
  return { key, turns: cutConversation(turns) };
}
