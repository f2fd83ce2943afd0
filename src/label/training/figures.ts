import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readStarterTaxonomy } from '../../taxonomy/starter-files.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import { evaluateLabels } from '../evaluation.js';
import { labellerKey, type ShippedFigures } from '../figures.js';
import { type GoldItem, readGold, redactedItem } from '../gold.js';
import { goldFigures } from '../gold-figures.js';
import { heldOutFigures } from '../held-out.js';
import type { Labeller } from '../labeller.js';
import { createLabellers } from '../labellers.js';
import { FIGURES_FILE } from '../shipped-figures.js';
import { readShippedCorpus, splitCorpus } from './files.js';
import { openTaxonomy } from './taxonomy.js';

// Measures the embedded labellers as they are now, and writes the figures that releases tell of them. The corpus that was held
// out comes with the project; a gold set and the taxonomies that releases use are named.
// npm run figures -- [--gold LABELS.csv --conversations FILE.jsonl] [--taxonomy FOLDER ...] [--labeller local ...]

const { values } = parseArgs({
  options: {
    gold: { type: 'string' },
    conversations: { type: 'string' },
    taxonomy: { type: 'string', multiple: true, default: [] },
    labeller: { type: 'string', multiple: true, default: ['local', 'semantic'] },
  },
});

const gold = values.gold && values.conversations ? openGold(values.conversations, values.gold) : null;
const { heldOut } = splitCorpus(readShippedCorpus());
const taxonomies = [(await readStarterTaxonomy()).taxonomy, ...(await Promise.all(values.taxonomy.map(openTaxonomy)))];
const labellers = createLabellers(1);
const figures: ShippedFigures[] = [];
// A named taxonomy leads: where a release uses yet another, what does not depend on one is told from the first.
for (const taxonomy of taxonomies.reverse())
  for (const name of values.labeller) figures.push(await measure(await labellers.get(name, taxonomy), taxonomy));
await labellers.close();
const kept = keptFigures().filter(({ name }) => !values.labeller.includes(name));
writeFileSync(FIGURES_FILE, `${JSON.stringify([...figures, ...kept], null, 1)}\n`);
process.stdout.write(`${JSON.stringify({ file: FIGURES_FILE, measured: figures.length, kept: kept.length })}\n`);

function openGold(conversations: string, codes: string): readonly GoldItem[] {
  return readGold(readFileSync(conversations, 'utf8'), readFileSync(codes, 'utf8'));
}

async function measure(labeller: Labeller, taxonomy: Taxonomy): Promise<ShippedFigures> {
  const { identity } = labeller;
  const coded = gold && (await labeller.label(gold.map(redactedItem).map(({ id, turns }) => ({ key: id, turns }))));
  const results = await labeller.label(heldOut.map(({ id, turns }) => ({ key: id, turns })));
  return {
    name: identity.name,
    labeller: labellerKey(identity),
    taxonomy: taxonomy.name,
    gold: gold && coded && goldFigures(gold, taxonomy, evaluateLabels(gold, coded, taxonomy)),
    heldOut: heldOutFigures(heldOut, results, taxonomy),
  };
}

function keptFigures(): readonly ShippedFigures[] {
  return existsSync(FIGURES_FILE) ? JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) : [];
}
