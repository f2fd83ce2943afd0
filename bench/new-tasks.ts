import { parseArgs } from 'node:util';
import { readShippedCorpus } from '../src/label/training/files.js';
import { averageLink } from '../src/new-tasks/average-link.js';
import { createTermWeights, sharedTerms, type TermVector } from '../src/new-tasks/term-vectors.js';
import { createRandom } from '../src/statistics/random.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import { describeNewWork, NEW_WORK } from './new-work.js';

// How well groups of new work are found: kinds that are known are put among the descriptions of the corpus, which are all of other
// work. Prints JSON, a row for each threshold.
// node dist/bench/new-tasks.js --taxonomy FOLDER [--each 60] [--among 4000]

const { values } = parseArgs({
  options: {
    taxonomy: { type: 'string', default: 'src/taxonomy/starter' },
    each: { type: 'string', default: '60' },
    among: { type: 'string', default: '4000' },
  },
});
const { taxonomy } = await readTaxonomy(await openTaxonomySource(values.taxonomy));
const weights = createTermWeights(taxonomy);
const random = createRandom('new-tasks');
const planted = Object.keys(NEW_WORK).flatMap((kind) =>
  Array.from({ length: Number(values.each) }, () => ({ kind, text: describeNewWork(kind, random) })),
);
const others = readShippedCorpus()
  .slice(0, Number(values.among))
  .map(({ description }) => ({ kind: '', text: description }));
const all = [...new Map([...planted, ...others].map((one) => [one.text, one])).values()].sort((a, b) =>
  a.text < b.text ? -1 : 1,
);
const known = sharedTerms(all.map(({ text }, at) => ({ account: String(at), description: text })));
const vectors = all.map(({ text }) => weights.vector(text, known));
const rows = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45].map((threshold) => row(vectors, threshold));
process.stdout.write(`${JSON.stringify({ taxonomy: taxonomy.name, descriptions: all.length, rows }, null, 1)}\n`);

function row(of: readonly TermVector[], threshold: number) {
  const began = performance.now();
  const groups = averageLink(of, threshold).map((places) => places.map((at) => all[at]?.kind ?? ''));
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  const found = Object.keys(NEW_WORK).map((kind) => {
    const sizes = groups.map((group) => group.filter((one) => one === kind).length);
    const best = sizes.indexOf(Math.max(...sizes));
    const size = sizes[best] ?? 0;
    const distinct = all.filter((one) => one.kind === kind).length;
    return { kind, recall: rounded(size / distinct), purity: rounded(size / (groups[best]?.length ?? 1)) };
  });
  const unplanned = groups.filter((group) => group.length >= 15 && group.every((kind) => kind === ''));
  const largest = Math.max(0, ...unplanned.map(({ length }) => length));
  return { threshold, seconds, found, ofOthers: { groups: unplanned.length, largest } };
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}
