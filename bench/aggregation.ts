import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseConfig } from '../src/config.js';
import type { ReadRecord } from '../src/conversations/conversation.js';
import { createKeys } from '../src/conversations/keys.js';
import { type Label, type LabellerIdentity, type LabelResult, MODES, USE_CASES } from '../src/label/labeller.js';
import { buildCells } from '../src/measures/cells.js';
import { countTallies } from '../src/measures/count.js';
import { methodParts } from '../src/measures/method.js';
import { snapshotHash } from '../src/measures/snapshot-hash.js';
import { projectRoot } from '../src/paths.js';
import { parsePeriod, periodBounds } from '../src/period.js';
import { decideDisclosure } from '../src/privacy/disclosure.js';
import { createRandom, type Random } from '../src/statistics/random.js';
import type { Database } from '../src/store/database.js';
import { importConversations } from '../src/store/import.js';
import { recordIndexVersion } from '../src/store/indices.js';
import { readLabelled } from '../src/store/labelled.js';
import { saveLabels } from '../src/store/labels.js';
import { recordLabeller, recordMethod } from '../src/store/methods.js';
import { currentBatch, drawSample, readShard } from '../src/store/samples.js';
import { freezeSnapshot, openSnapshot, saveCells } from '../src/store/snapshots.js';
import { readSampleFrame, saveCounts } from '../src/store/tallies.js';
import { loadTaxonomy, saveTaxonomy } from '../src/store/taxonomies.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';
import type { TaskCode, Taxonomy } from '../src/taxonomy/taxonomy.js';
import { withBenchDatabase } from './bench-database.js';

// Aggregation of 100,000 labelled conversations of one month: from labels to tallies, from these to cells, and frozen.
// Labels are drawn at random, for their rate is another bench's matter: tasks as often, by rank, as in the counts recovered
// from a published release, with 2 % spread over all tasks below its floor; `scattered`, and where those counts are not
// there, over two thirds of all tasks, few of them often.
// node dist/bench/aggregation.js [conversations] [scattered]

const CONVERSATIONS = Number(process.argv[2] ?? 100_000);
const COUNTS = join(projectRoot, '..', 'shared', 'data', 'aei', 'recovered_counts', 'aei_v2_task_counts.csv');
const AS_PUBLISHED = process.argv[3] !== 'scattered' && existsSync(COUNTS);
const TAIL = 0.02;
const REFERENCE = join(projectRoot, '..', 'shared', 'data', 'onet', 'db_29_1_text');
const PERIOD = parsePeriod('2026-05');
const IMPORTED_AT = new Date('2026-11-01T00:00:00Z');
const CONFIG = normaliseConfig({ indices: { bench: { sampling: { size: CONVERSATIONS } } } });

async function readLargestTaxonomy() {
  return existsSync(REFERENCE) ? readTaxonomy(await openTaxonomySource(REFERENCE)) : readStarterTaxonomy();
}

/** One conversation of one of a fifth as many accounts, some of which have hundreds. */
function record(n: number, random: Random): ReadRecord {
  const startedAt = new Date(Date.UTC(2026, 4, 1) + Math.floor(random() * 31 * 86_400_000));
  const none = { updatedAt: null, language: null, product: null, plan: null, model: null, country: null, region: null };
  const conversation = {
    ...none,
    source: 'bench',
    externalId: `conversation-${n}`,
    accountId: `account-${Math.floor(random() ** 3 * (CONVERSATIONS / 5))}`,
    startedAt,
    turns: [{ role: 'user' as const, text: `question ${n}` }],
  };
  return { kind: 'conversation', line: n, conversation };
}

async function importMonth(db: Database): Promise<void> {
  const random = createRandom('conversations');
  async function* records() {
    for (let n = 1; n <= CONVERSATIONS; n += 1) yield record(n, random);
  }
  await importConversations(db, {
    records: records(),
    format: 'jsonl',
    fileName: 'bench',
    fileHash: () => 'bench',
    startedAt: IMPORTED_AT,
    finishedAt: () => IMPORTED_AT,
    keys: createKeys('be'.repeat(32)),
  });
}

type DrawTask = (random: Random) => TaskCode | null;

/** Draws tasks of the taxonomy as frequent, by rank, as those of the published release. */
function taskDraw(taxonomy: Taxonomy): DrawTask {
  if (!AS_PUBLISHED) return (random) => pick(taxonomy.tasks, random, 3).code;
  const order = createRandom('order of tasks');
  const codes = taxonomy.tasks.map(({ code }) => ({ code, turn: order() })).sort((a, b) => a.turn - b.turn);
  const counts = readFileSync(COUNTS, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line && !line.startsWith('none,'));
  const upTo: number[] = [];
  for (const line of counts) upTo.push((upTo.at(-1) ?? 0) + Number(line.slice(line.lastIndexOf(',') + 1)));
  return (random) => {
    if (random() < TAIL) return pick(codes, random).code;
    const at = random() * (upTo.at(-1) ?? 0);
    return codes[upTo.findIndex((sum) => sum > at)]?.code ?? null;
  };
}

function pick<T>(items: readonly T[], random: Random, power = 1): T {
  const item = items[Math.floor(random() ** power * items.length)];
  if (item === undefined) throw new Error('There is nothing to draw from.');
  return item;
}

function randomLabel(draw: DrawTask, random: Random): Label {
  const task = random() < 0.8 ? draw(random) : null;
  return {
    outcome: task === null ? 'none' : 'task',
    task,
    alternatives: [],
    mode: pick(MODES, random),
    useCase: pick(USE_CASES, random),
    confidence: { task: 8000, mode: 8000, useCase: 8000 },
  };
}

/** Opens what a run opens, and labels every shard of its sample. */
async function prepare(db: Database) {
  const { taxonomy: read, activities } = await readLargestTaxonomy();
  await saveTaxonomy(db, read, activities);
  const { id: taxonomyId, taxonomy } = await loadTaxonomy(db, read.name);
  await importMonth(db);
  const definition = CONFIG.indices['bench'];
  if (!definition) throw new Error('The bench has no index.');
  const { indexId, indexVersionId } = await recordIndexVersion(db, 'bench', definition);
  const identity: LabellerIdentity = { name: 'random', version: '1', taxonomy: read.name, rules: {} };
  const labellerId = await recordLabeller(db, identity, taxonomyId);
  const { methodId } = await recordMethod(db, methodParts(definition, identity, read.contentHash));
  const [drawing, sample] = await timed(async () =>
    drawSample(db, {
      ...definition,
      indexVersionId,
      period: PERIOD,
      bounds: periodBounds(PERIOD, 'UTC'),
      batchId: (await currentBatch(db)) ?? 0,
      shardSize: 1000,
    }),
  );
  const random = createRandom('labels');
  const draw = taskDraw(taxonomy);
  for (let shard = 0; shard < sample.shards; shard += 1) {
    const members = await readShard(db, sample.id, shard);
    const results = members.map(
      ({ contentHash }): LabelResult => ({ key: contentHash, label: randomLabel(draw, random) }),
    );
    await saveLabels(db, labellerId, taxonomyId, results);
  }
  return { drawing, definition, indexId, methodId, labellerId, taxonomyId, taxonomy, sampleId: sample.id };
}

async function aggregate(db: Database, prepared: Awaited<ReturnType<typeof prepare>>) {
  const { definition, indexId, methodId, sampleId, taxonomy } = prepared;
  const snapshotId = await openSnapshot(db, { indexId, period: PERIOD, methodId, sampleId });
  const [reading, labelled] = await timed(() => readLabelled(db, prepared, taxonomy));
  const frame = await readSampleFrame(db, sampleId);
  const [counting, tallies] = await timed(() => countTallies(labelled, taxonomy));
  const counts = { tallies, frame };
  const [keeping] = await timed(() => saveCounts(db, snapshotId, counts));
  const [disclosing, decisions] = await timed(() => decideDisclosure(counts, taxonomy, definition.disclosure));
  const [measuring, cells] = await timed(() => buildCells(counts, taxonomy, decisions));
  const [saving] = await timed(() => saveCells(db, snapshotId, cells));
  const [freezing] = await timed(() => freezeSnapshot(db, snapshotId, snapshotHash(counts, cells), IMPORTED_AT));
  const seconds = { reading, counting, keeping, disclosing, measuring, saving, freezing };
  return { seconds, rows: { tallies: counts.tallies.length, cells: cells.length } };
}

/** How long something took, in seconds, and what it gave. */
async function timed<T>(work: () => T | Promise<T>): Promise<readonly [number, T]> {
  const began = performance.now();
  const result = await work();
  return [Math.round(performance.now() - began) / 1000, result];
}

const figures = await withBenchDatabase('aggregation', async (db) => {
  const prepared = await prepare(db);
  const [total, { seconds, rows }] = await timed(() => aggregate(db, prepared));
  return {
    bench: 'aggregation',
    conversations: CONVERSATIONS,
    taxonomy: prepared.taxonomy.name,
    tasks: prepared.taxonomy.tasks.length,
    labels: AS_PUBLISHED ? 'as frequent as published' : 'scattered',
    rows,
    seconds: { total, ...seconds, drawing: prepared.drawing },
    peakRssMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
});
process.stdout.write(`${JSON.stringify(figures)}\n`);
