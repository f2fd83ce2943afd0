import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { type ModelSettings, normaliseConfig } from '../src/config.js';
import { UpstreamError } from '../src/errors.js';
import { createMemoryBook } from '../src/label/anthropic/answers.js';
import { createAnthropicLabeller } from '../src/label/anthropic/anthropic-labeller.js';
import { createMemoryLedger } from '../src/label/anthropic/batch-ledger.js';
import { type LabelInput, type LabelResult, NotYet } from '../src/label/labeller.js';
import { projectRoot } from '../src/paths.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import shipped from '../temporal.config.js';
import { type StubProcess, startStubProcess } from './stub-process.js';

// What the labeller `anthropic` asks of an API, measured against the stub in a process of its own: the rate that so many
// calls of 200 ms in flight reach beside the ideal, tokens a conversation over gold_dev, and the calls of a storm beside
// those of a calm day. Prints JSON.
// node dist/bench/anthropic.js [--data FOLDER]   (a folder with onet/ and conversations/)

const { values } = parseArgs({
  options: { data: { type: 'string', default: join(projectRoot, '..', 'shared', 'data') } },
});
const data = (...parts: string[]) => join(resolve(values.data), ...parts);
const DELAY_MS = 200;

if (!existsSync(data('onet', 'db_29_1_text'))) throw new Error(`There is no reference data in ${values.data}.`);
const { taxonomy, activities } = await readTaxonomy(await openTaxonomySource(data('onet', 'db_29_1_text')));
const gold = readGold();

function settings(baseUrl: string, overrides: Partial<ModelSettings> = {}): ModelSettings {
  const { anthropic } = normaliseConfig({ indices: {}, anthropic: shipped.anthropic });
  if (!anthropic) throw new Error('temporal.config.ts names no model.');
  return { ...anthropic, budget: null, transport: 'live', baseUrl, ...overrides };
}

function labellerFor(stub: StubProcess, overrides: Partial<ModelSettings> = {}) {
  return createAnthropicLabeller(taxonomy, activities, {
    settings: settings(stub.url, overrides),
    apiKey: 'no key of anybody',
    book: createMemoryBook(),
    ledger: createMemoryLedger(() => new Date()),
  });
}

/** As the workflow would: again after a while, and not for ever where nothing comes through. */
async function untilDone(labeller: ReturnType<typeof labellerFor>, batch: readonly LabelInput[]) {
  for (let failures = 0; ; ) {
    const results = await labeller.label(batch).catch((error) => {
      failures = error instanceof NotYet ? 0 : failures + 1;
      if (error instanceof NotYet || (error instanceof UpstreamError && failures < 12)) return null;
      throw error;
    });
    if (results) return results;
  }
}

/** Calls a second beside what so many lanes could do at most, first calls that warm up left out. */
async function rate(inFlight: number) {
  const stub = await startStubProcess({ delayMs: DELAY_MS, minimumPrefix: settings('http://127.0.0.1').minimumPrefix });
  const labeller = labellerFor(stub, { inFlight });
  await untilDone(labeller, invent(2 * inFlight, 'warm'));
  const before = (await stub.counts()).calls;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await untilDone(labeller, invent(Math.max(1200, 30 * inFlight), 'rate'));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const calls = (await stub.counts()).calls - before;
  await stub.close();
  const ideal = (calls * DELAY_MS) / 1000 / inFlight;
  return {
    inFlight,
    calls,
    callsPerSecond: round(calls / seconds),
    shareOfIdeal: round(ideal / seconds),
    cpuMsPerCall: round((user + system) / 1000 / calls),
  };
}

/** Tokens by the stub's count, where the model answers with the descriptions that come with gold_dev. */
async function tokens() {
  const { minimumPrefix } = settings('http://127.0.0.1');
  const stub = await startStubProcess({ minimumPrefix, descriptions: gold.descriptions });
  await untilDone(labellerFor(stub, { inFlight: 1 }), gold.inputs);
  const counts = await stub.counts();
  await stub.close();
  const each = (total: number) => round(total / gold.inputs.length);
  return {
    conversations: gold.inputs.length,
    method: 'countTokens of src/label/anthropic/tokens.ts; both calls together, in the mean',
    calls: each(counts.calls),
    uncachedIn: each(counts.input),
    cachedIn: each(counts.cacheRead + counts.cacheWrite),
    out: each(counts.output),
    prefix: counts.shortestPrefix,
    minimumPrefix,
  };
}

async function storm() {
  const batch = invent(1000, 'storm');
  const calm = await startStubProcess({});
  const calmLabels = await untilDone(labellerFor(calm), batch);
  const calmCalls = (await calm.counts()).calls;
  await calm.close();
  const weather = { throttled: 0.3, overloaded: 0, retryAfterSeconds: 1, failed: 0.05, cutOff: 0.05, garbage: 0.02 };
  const stub = await startStubProcess({ weather });
  const labels = await untilDone(labellerFor(stub), batch);
  const { calls } = await stub.counts();
  await stub.close();
  return {
    conversations: batch.length,
    calmCalls,
    calls,
    ratio: round(calls / calmCalls),
    lost: batch.length - labels.length,
    // Where two answers in a row are cut off or garbage.
    notClassified: notClassified(labels) - notClassified(calmLabels),
  };
}

function notClassified(results: readonly LabelResult[]): number {
  return results.filter(({ label }) => label.outcome === 'not_classified').length;
}

function invent(count: number, seed: string): readonly LabelInput[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `${seed}${i}`,
    turns: [
      { role: 'user' as const, text: `Could you ${seed} write a report on matter ${i} for the board of the club?` },
      { role: 'assistant' as const, text: 'Here is a draft of the report.' },
    ],
  }));
}

function readGold() {
  const lines = readFileSync(data('conversations', 'gold_dev.jsonl'), 'utf8').trim().split('\n');
  const inputs = lines.map((line): LabelInput => {
    const { id, messages }: { id: string; messages: { role: 'user' | 'assistant'; content: string }[] } =
      JSON.parse(line);
    return { key: id, turns: messages.map(({ role, content }) => ({ role, text: content })) };
  });
  const rows: Record<string, string>[] = parse(readFileSync(data('conversations', 'gold_dev_descriptions.csv')), {
    bom: true,
    columns: true,
  });
  const byId = new Map(rows.map((row) => [row['id'], row]));
  const descriptions = inputs.flatMap(({ key }) => {
    const { occupation, statement, mode, use_case } = byId.get(key) ?? {};
    return occupation ? [{ occupation, statement, mode, use_case, description: statement?.slice(0, 160) }] : [];
  });
  return { inputs, descriptions };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const figures = {
  bench: 'anthropic',
  taxonomy: taxonomy.name,
  delayMs: DELAY_MS,
  rates: [await rate(20), await rate(100)],
  tokens: await tokens(),
  storm: await storm(),
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
