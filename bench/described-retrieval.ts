import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { readGold } from '../src/label/gold.js';
import { TaskSearch } from '../src/label/search/task-search.js';
import { projectRoot } from '../src/paths.js';
import { wilson } from '../src/statistics/wilson.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';

// How often a task that a coder accepts is among the first k that are found with a description of the conversation, and
// how sure the first one is by its lead. Conversations in which neither coder sees a task are left out. Prints JSON.
// node dist/bench/described-retrieval.js [--data FOLDER]   (a folder with onet/ and conversations/)

interface Description {
  readonly id: string;
  readonly occupation: string;
  readonly statement: string;
}

const { values } = parseArgs({
  options: { data: { type: 'string', default: join(projectRoot, '..', 'shared', 'data') } },
});
const data = (...parts: string[]) => join(resolve(values.data), ...parts);
const read = (name: string) => readFileSync(data('conversations', name), 'utf8');

const { taxonomy, activities } = await readTaxonomy(await openTaxonomySource(data('onet', 'db_29_1_text')));
const codes = new Map(
  taxonomy.tasks.flatMap(({ code, holders }) => holders.map(({ taskId }) => [String(taskId), code as string])),
);
const accepted = new Map(
  readGold(read('gold_dev.jsonl'), read('gold_dev_labels.csv')).map(({ id, a, b }) => {
    const ids = [a.task, ...a.also, b.task, ...b.also].filter((task) => task !== 'none');
    return [id, new Set(ids.map((task) => codes.get(task) ?? task))];
  }),
);
const descriptions: Description[] = parse(read('gold_dev_descriptions.csv'), { bom: true, columns: true });
const began = performance.now();
const search = new TaskSearch(taxonomy, activities);
const built = performance.now();
const found = descriptions
  .filter(({ id }) => (accepted.get(id)?.size ?? 0) > 0)
  .map((description) => {
    const candidates = search.search(description, 40);
    const rank = candidates.findIndex(({ task }) => accepted.get(description.id)?.has(task.code));
    return { rank: rank < 0 ? Infinity : rank + 1, lead: (candidates[0]?.score ?? 0) - (candidates[1]?.score ?? 0) };
  });
const searched = performance.now();

const share = (part: number, of: number) => {
  const { lower, upper } = of > 0 ? wilson(part, of) : { lower: 0, upper: 1 };
  return { share: round(of > 0 ? part / of : 0), interval: [round(lower), round(upper)], n: of };
};
const round = (value: number) => Math.round(value * 1000) / 1000;
const recall = Object.fromEntries(
  [1, 5, 10, 25, 40].map((k) => [k, share(found.filter(({ rank }) => rank <= k).length, found.length)]),
);
const leads = Object.fromEntries(
  [0, 0.1, 0.2, 0.3, 0.4, 0.5].map((margin) => {
    const leading = found.filter(({ lead }) => lead >= margin);
    return [margin, share(leading.filter(({ rank }) => rank === 1).length, leading.length)];
  }),
);
const figures = {
  bench: 'described-retrieval',
  taxonomy: taxonomy.name,
  n: found.length,
  recall,
  firstByLead: leads,
  buildMs: Math.round(built - began),
  searchMs: round((searched - built) / found.length),
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
