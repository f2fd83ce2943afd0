import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readGold } from '../src/label/gold.js';
import { heldOutFigures } from '../src/label/held-out.js';
import type { LabelInput } from '../src/label/labeller.js';
import { createLabellers } from '../src/label/labellers.js';
import { reportOn } from '../src/label/report.js';
import { readShippedCorpus, splitCorpus } from '../src/label/training/files.js';
import { projectRoot } from '../src/paths.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';

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
    heldOut: heldOutFigures(heldOut, results, taxonomy).facets,
  };
}
await labellers.close();
const figures = { taxonomy: taxonomy.name, learned: learned.length, heldOut: heldOut.length, labellers: rows };
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
