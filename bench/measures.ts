import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { estimateFromAccounts, type UsageMeasure } from '../src/measures/estimate.js';
import { estimateFromConversations } from '../src/measures/estimate-conversations.js';
import { assemble, type ReplicateUsage } from '../src/measures/replicated.js';
import { measureSuite } from '../src/measures/suite.js';
import type { Recipe, TaskUsage } from '../src/measures/task-usage.js';
import { projectRoot } from '../src/paths.js';
import { createRandom } from '../src/statistics/random.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openSingleFile, openTaxonomySource } from '../src/taxonomy/open.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';

// All measures of one release from its counts by task and replicate: values alone, with intervals from accounts, and with
// intervals from conversations alone. The ratio of the last two to the first is within one run, so it bears comparison.
// node dist/bench/measures.js [conversations]

const CONVERSATIONS = Number(process.argv[2] ?? 100_000);
const REPLICATES = 256;
const DRAWS = 200;
const DATA = join(projectRoot, '..', 'shared', 'data');
const RECIPE: Recipe = { source: 'bench', taxonomy: 'bench', unit: 'conversations', join: 'code', floor: 1 };

async function readLargestTaxonomy() {
  const folder = join(DATA, 'onet', 'db_29_1_text');
  if (!existsSync(folder)) return (await readStarterTaxonomy()).taxonomy;
  const wages = join(DATA, 'oews', 'national_M2024_dl.csv');
  const oews = existsSync(wages) ? { source: openSingleFile(wages), file: wages } : undefined;
  return (await readTaxonomy(await openTaxonomySource(folder), { oews })).taxonomy;
}

/** Conversations about tasks, few of them often: each draw falls on a low task number more likely. */
function inventUsage(tasks: number) {
  const random = createRandom('bench measures');
  const columns = Array.from({ length: REPLICATES }, () => new Map<number, number>());
  for (let n = 0; n < CONVERSATIONS; n += 1) {
    const column = columns[Math.floor(random() * REPLICATES)];
    const task = Math.floor(random() ** 4 * tasks);
    column?.set(task, (column.get(task) ?? 0) + 1);
  }
  const replicates = columns.map((column): ReplicateUsage => {
    const counts = Float64Array.from(column.values());
    return { tasks: Int32Array.from(column.keys()), counts, none: 0, size: counts.reduce((sum, n) => sum + n, 0) };
  });
  return assemble(replicates, tasks, RECIPE);
}

function timed<T>(work: () => T): readonly [number, T] {
  const began = performance.now();
  const result = work();
  return [Math.round((performance.now() - began) * 10) / 10, result];
}

function valuesOf(measures: readonly UsageMeasure[], usage: TaskUsage): readonly number[] {
  return measures.map((measure) => measure.of({ ...usage }));
}

const taxonomy = await readLargestTaxonomy();
const usage = inventUsage(taxonomy.tasks.length);
const [preparing, measures] = timed(() => {
  const exposure = new Map(taxonomy.occupations.map(({ code }, i) => [code as string, (i * 7919) % 101]));
  return measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'employment', exposure });
});
valuesOf(measures, usage.whole); // Once to warm up.
const [values] = timed(() => valuesOf(measures, usage.whole));
const options = { seed: 'bench', draws: DRAWS };
const [accounts] = timed(() => estimateFromAccounts(usage, measures, options));
const [conversations] = timed(() => estimateFromConversations(usage.whole, measures, options));
const figures = {
  bench: 'measures',
  conversations: CONVERSATIONS,
  taxonomy: taxonomy.name,
  tasks: taxonomy.tasks.length,
  used: usage.whole.counts.filter((count) => count > 0).length,
  replicates: usage.replicates.length,
  draws: DRAWS,
  measures: measures.length,
  ms: { preparing, values, intervalsFromAccounts: accounts, intervalsFromConversations: conversations },
  ratio: {
    accountsOverValues: Math.round(accounts / values),
    conversationsOverValues: Math.round(conversations / values),
  },
  peakRssMB: Math.round(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
