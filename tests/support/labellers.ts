import type { Labellers } from '../../activities/deps.js';
import { createLabellers } from '../../src/label/labellers.js';

/** Labellers that do this before they label a shard; told when the shard is given up. */
export function labellersThat(before: (given: AbortSignal | undefined) => Promise<void>): Labellers {
  const labellers = createLabellers(1);
  return {
    get: async (...of) => {
      const labeller = await labellers.get(...of);
      return { ...labeller, label: (...batch) => before(batch[1]).then(() => labeller.label(...batch)) };
    },
    close: () => labellers.close(),
  };
}
