import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { LabelInput, Labeller } from '../src/label/labeller.js';
import { createLocalLabeller } from '../src/label/local/local-labeller.js';
import { createThreadedLabeller } from '../src/label/local/threaded-labeller.js';
import { projectRoot } from '../src/paths.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../src/taxonomy/taxonomy.js';
import { inventConversations } from './invent.js';

// How many conversations a second the local labeller labels, redaction included. Prints JSON.
// node dist/bench/labelling.js [--taxonomy FOLDER-OR-ZIP] [--count 10000]

const REFERENCE = join(projectRoot, '..', 'shared', 'data', 'onet', 'db_29_1_text');
const { values } = parseArgs({
  options: { taxonomy: { type: 'string' }, count: { type: 'string', default: '10000' } },
});

const taxonomy = await chooseTaxonomy(values.taxonomy);
const inputs = inventConversations(Number(values.count));
const characters = inputs.reduce(
  (sum, { turns }) => sum + turns.reduce((inner, turn) => inner + turn.text.length, 0),
  0,
);

const began = performance.now();
const inProcess = createLocalLabeller(taxonomy);
const indexSeconds = (performance.now() - began) / 1000;
const single = await rate(inProcess);
const rssInProcess = process.resourceUsage().maxRSS / 1024;
const threads: Record<string, number> = {};
for (const count of [1, 2].filter((count) => count <= availableParallelism())) {
  const labeller = createThreadedLabeller(taxonomy, count);
  threads[count] = await rate(labeller);
  await labeller.close();
}

const figures = {
  taxonomy: taxonomy.name,
  tasks: taxonomy.tasks.length,
  conversations: inputs.length,
  turnsEach: 6,
  charactersEach: Math.round(characters / inputs.length),
  indexSeconds: round(indexSeconds),
  perSecondInProcess: Math.round(single),
  perSecondInThreads: Object.fromEntries(Object.entries(threads).map(([count, value]) => [count, Math.round(value)])),
  peakMegabytesInProcess: Math.round(rssInProcess),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

async function chooseTaxonomy(path: string | undefined): Promise<Taxonomy> {
  const chosen = path ?? (existsSync(REFERENCE) ? REFERENCE : null);
  const read =
    chosen === null ? await readStarterTaxonomy() : await readTaxonomy(await openTaxonomySource(resolve(chosen)));
  return read.taxonomy;
}

/** Conversations a second, after a first tenth that warms up. */
async function rate(labeller: Labeller): Promise<number> {
  await labeller.label(inputs.slice(0, inputs.length / 10));
  const start = performance.now();
  await labelShards(labeller, inputs);
  return (1000 * inputs.length) / (performance.now() - start);
}

async function labelShards(labeller: Labeller, all: readonly LabelInput[]): Promise<void> {
  for (let start = 0; start < all.length; start += 1000) await labeller.label(all.slice(start, start + 1000));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
