import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readGold } from '../src/label/gold.js';
import type { Label, LabelInput, LabelResult } from '../src/label/labeller.js';
import { createLabellers } from '../src/label/labellers.js';
import { reportOn } from '../src/label/report.js';
import { type CorpusRecord, groupOf } from '../src/label/training/corpus.js';
import { readShippedCorpus, splitCorpus } from '../src/label/training/files.js';
import { projectRoot } from '../src/paths.js';
import { wilson } from '../src/statistics/wilson.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import type { TaskCode } from '../src/taxonomy/taxonomy.js';
import { responsiveness, type Said } from './responsiveness.js';

// How the embedded labellers do: on the gold set, on the batches of the corpus that were held out, and how much of a true
// change of shares they show. Prints JSON.
// node dist/bench/labellers.js [--data FOLDER] [--labeller local]   (a folder with onet/ and conversations/)

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(projectRoot, '..', 'shared', 'data') },
    labeller: { type: 'string', multiple: true, default: ['local', 'semantic'] },
  },
});
const data = (...parts: string[]) => join(resolve(values.data), ...parts);
if (!existsSync(data('onet'))) throw new Error(`There is no O*NET below ${values.data}.`);

const { taxonomy } = await readTaxonomy(await openTaxonomySource(data('onet', 'db_29_1_text')));
const gold = readGold(
  readFileSync(data('conversations', 'gold_dev.jsonl'), 'utf8'),
  readFileSync(data('conversations', 'gold_dev_labels.csv'), 'utf8'),
);
const { learned, heldOut } = splitCorpus(readShippedCorpus());
const inputs = heldOut.map(({ id, turns }): LabelInput => ({ key: id, turns }));
const labellers = createLabellers(1);

interface Facts {
  readonly truth: (record: CorpusRecord) => string;
  readonly said: (label: Label) => string;
}

/** Values that fewer of the held-out records have are not moved. */
const FEWEST = 15;
const FACETS: Readonly<Record<string, Facts>> = {
  group: { truth: groupOf, said: ({ task }) => groupOfTask(task) },
  mode: { truth: ({ mode }) => mode, said: ({ mode }) => mode },
  use_case: { truth: ({ useCase }) => useCase, said: ({ useCase }) => useCase },
};

function groupOfTask(task: TaskCode | null): string {
  return task === null ? 'none' : (byCode.get(task)?.holders[0]?.occupation.slice(0, 2) ?? 'none');
}

const byCode = new Map(taxonomy.tasks.map((task) => [task.code, task]));
const rows: Record<string, unknown> = {};
for (const name of values.labeller) {
  const labeller = await labellers.get(name, taxonomy);
  const { evaluation, recall, rate } = await reportOn(labeller, gold, taxonomy, {
    clock: () => performance.now() / 1000,
    seconds: 1,
  });
  const results = await labeller.label(inputs);
  rows[name] = {
    gold: evaluation.facets,
    recall,
    perSecond: Math.round(rate),
    heldOut: Object.fromEntries(Object.entries(FACETS).map(([facet, facts]) => [facet, judge(results, facts)])),
  };
}
await labellers.close();
const figures = { taxonomy: taxonomy.name, learned: learned.length, heldOut: heldOut.length, labellers: rows };
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

function judge(results: readonly LabelResult[], { truth, said }: Facts) {
  const pairs = results.map(({ label }, at): Said => {
    const record = heldOut[at];
    if (!record) throw new Error('A result belongs to no record.');
    return { truth: truth(record), said: label.outcome === 'not_classified' ? 'not_classified' : said(label) };
  });
  const right = pairs.filter((one) => one.truth === one.said).length;
  const { lower, upper } = wilson(right, pairs.length);
  return {
    accuracy: right / pairs.length,
    interval: [lower, upper],
    responsiveness: responsiveness(pairs, FEWEST, 'responsiveness-1'),
  };
}
