import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Labeller } from '../../src/label/labeller.js';
import { createLocalLabeller } from '../../src/label/local/local-labeller.js';
import { createThreadedLabeller } from '../../src/label/local/threaded-labeller.js';
import { projectRoot } from '../../src/paths.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { inventConversations } from '../invent.js';
import type { Asked, Measured } from './measure.js';

// One arrangement of the labeller, in a process of its own: says when it is warm, and labels when it is told to.

const SHARD = 1000;
/** As many as a worker labels at a time. */
const SHARDS_UNDER_WAY = 2;

const { taxonomy: chosen, conversations, threads }: Asked = JSON.parse(process.argv[2] ?? '{}');
const taxonomy = await chooseTaxonomy(chosen);
const inputs = inventConversations(conversations);
const made = performance.now();
const labeller = threads === 0 ? createLocalLabeller(taxonomy) : createThreadedLabeller(taxonomy, threads);
await labelShards(labeller, SHARD);
const readySeconds = (performance.now() - made) / 1000;
// Every thread shall have labelled enough to be compiled.
await labelShards(labeller, SHARD * Math.max(1, threads));

process.send?.('warm');
await once(process, 'message');
const [began, processor] = [performance.now(), process.cpuUsage()];
await labelShards(labeller, inputs.length);
const milliseconds = performance.now() - began;
const { user, system } = process.cpuUsage(processor);
await labeller.close();

const measured: Measured = {
  taxonomy: taxonomy.name,
  tasks: taxonomy.tasks.length,
  charactersEach: inputs.flatMap(({ turns }) => turns).reduce((sum, { text }) => sum + text.length, 0) / inputs.length,
  readySeconds,
  perSecond: (1000 * inputs.length) / milliseconds,
  processorMicroseconds: (user + system) / inputs.length,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.send?.(measured);
process.disconnect?.();

async function chooseTaxonomy(path: string | null): Promise<Taxonomy> {
  const reference = join(projectRoot, '..', 'shared', 'data', 'onet', 'db_29_1_text');
  const folder = path ?? (existsSync(reference) ? reference : null);
  const read =
    folder === null ? await readStarterTaxonomy() : await readTaxonomy(await openTaxonomySource(resolve(folder)));
  return read.taxonomy;
}

async function labelShards(labeller: Labeller, count: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const start = next;
      next += SHARD;
      await labeller.label(inputs.slice(start, Math.min(count, next)));
    }
  };
  await Promise.all(Array.from({ length: SHARDS_UNDER_WAY }, lane));
}
