import { describe, expect, it } from 'vitest';
import { buildCells } from '../../src/measures/cells.js';
import { findNewTasks } from '../../src/new-tasks/find.js';
import type { Untasked } from '../../src/new-tasks/new-task.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { conversation, countsOf, type Labelled, RULES, times } from '../support/counts.js';
import { SMALL_TAXONOMY } from '../support/release.js';

const starter = await readStarterTaxonomy();
/** Two tasks that are counted, among the wordings of a whole taxonomy. */
const taxonomy = {
  ...SMALL_TAXONOMY,
  tasks: [...SMALL_TAXONOMY.tasks, ...starter.taxonomy.tasks.map((task) => ({ ...task, holders: [] }))],
};

type One = Labelled & { readonly description: string | null };

const spread = (n: number, accounts: number, describe: (at: number) => string | null, name: string): One[] =>
  Array.from({ length: n }, (_, at) => ({
    ...conversation({ account: `${name}${at % accounts}`, replicate: (at % accounts) + name.length, outcome: 'none' }),
    description: describe(at),
  }));

const VERBS = ['Refine', 'Shorten', 'Test', 'Compare', 'Rewrite'];
const tell = (at: number, what: string) => `${VERBS[at % VERBS.length]} ${what}`;
const prompts = (n: number, accounts = 12) => spread(n, accounts, (at) => tell(at, 'the prompt of a chatbot bot'), 'p');
const drones = (n: number, accounts = 12) => spread(n, accounts, (at) => tell(at, 'waypoints of a drone flight'), 'dd');
/** What is no work, and is not described. */
const leisure = (n: number, accounts = 12) => spread(n, accounts, () => null, 'lll');

function find(none: readonly One[], rules = RULES) {
  const tasked = Array.from({ length: 40 }, (_, at) => times(6, { account: `t${at}`, replicate: at })).flat();
  const counts = countsOf([...tasked, ...none], taxonomy);
  const cells = buildCells(counts, taxonomy, decideDisclosure(counts, taxonomy, rules, null));
  const untasked: Untasked[] = none.map(({ account, replicate, stratum, description }) => ({
    account,
    replicate,
    stratum,
    description,
  }));
  const base = { period: '2026-06', counts, cells, taxonomy, rules, predecessors: [], earlier: null };
  return findNewTasks({ ...base, untasked });
}

describe('new tasks of a sample', () => {
  it('are groups of like descriptions, the largest first, with their share and its interval', () => {
    const [first, second, ...more] = find([...drones(24), ...prompts(40), ...leisure(30)]);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ id: '2026-06-1', event: 'birth', size: { n: 40, accounts: 12 } });
    expect(second).toMatchObject({ id: '2026-06-2', size: { n: 24 } });
    expect(first?.words).toContain('prompt');
    expect(second?.words).toContain('drone');
    const { value = 0, lower = 1, upper = 0 } = first?.size?.estimate ?? {};
    expect(value).toBeCloseTo(40 / (240 + 94), 12);
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);
  });

  it('reach the floors of disclosure, and no account makes most of one', () => {
    expect(find([...prompts(14), ...leisure(30)])).toEqual([]);
    expect(find([...prompts(40, 4), ...leisure(30)])).toEqual([]);
    const dominated = [...prompts(15), ...spread(20, 1, (at) => tell(at, 'the prompt of a chatbot bot'), 'one')];
    expect(find([...dominated, ...leisure(30)])).toEqual([]);
  });

  it('leave a remainder that reaches the floors: the smallest are withheld until it does', () => {
    expect(find([...prompts(40), ...drones(24), ...leisure(5)]).map(({ size }) => size?.n)).toEqual([40]);
    expect(find([...prompts(40), ...leisure(3)])).toEqual([]);
    expect(find(prompts(40))).toEqual([]);
  });

  it('are told in words that enough accounts use, and nobody else has a word in them', () => {
    const own = prompts(40).map((one) => ({ ...one, description: `${one.description} for Wilhelmina${one.account}` }));
    const shared = prompts(20, 4).map((one) => ({ ...one, description: `${one.description} at Brightwater` }));
    const [task] = find([...own, ...shared, ...leisure(30)]);
    const inside = [...(task?.words ?? []), ...(task?.centroid.keys() ?? [])].join(' ');
    expect(inside).toContain('prompt');
    expect(inside).not.toMatch(/wilhelmina|brightwater/i);
  });

  it('are not told where the size of the sample is withheld', () => {
    expect(find([...prompts(40), ...leisure(30)], { ...RULES, minConversations: 241, minAccounts: 1 })).toEqual([]);
  });

  it('do not depend on the order of the conversations', () => {
    const none = [...drones(24), ...prompts(40), ...leisure(30)];
    expect(find([...none].reverse())).toEqual(find(none));
  });
});
