import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateLabels } from '../src/label/evaluation.js';
import { readGold } from '../src/label/gold.js';
import { createLocalLabeller } from '../src/label/local/local-labeller.js';
import { projectRoot } from '../src/paths.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';

// How the local labeller does against a gold set that two people coded. Prints JSON.
// node dist/bench/evaluate-local.js [--data FOLDER]   (a folder with onet/ and conversations/)

const { values } = parseArgs({
  options: { data: { type: 'string', default: join(projectRoot, '..', 'shared', 'data') } },
});
const data = (...parts: string[]) => join(resolve(values.data), ...parts);

const { taxonomy } = await readTaxonomy(await openTaxonomySource(data('onet', 'db_29_1_text')));
const gold = readGold(
  readFileSync(data('conversations', 'gold_dev.jsonl'), 'utf8'),
  readFileSync(data('conversations', 'gold_dev_labels.csv'), 'utf8'),
);
const labeller = createLocalLabeller(taxonomy);
const results = await labeller.label(gold.map(({ id, turns }) => ({ key: id, turns })));
const evaluation = evaluateLabels(gold, results, taxonomy);
process.stdout.write(
  `${JSON.stringify({ labeller: labeller.identity.name, taxonomy: taxonomy.name, ...evaluation }, null, 2)}\n`,
);
