import fc from 'fast-check';
import { it } from 'vitest';
import { buildCells } from '../../../src/measures/cells.js';
import { attack } from '../../../src/privacy/attacker.js';
import { decideDisclosure } from '../../../src/privacy/disclosure.js';
import { countsOf } from '../../support/counts.js';
import { publishedRows } from '../../support/published-rows.js';
import { arbitraryPopulation, SHARED_TASKS } from '../../support/samples.js';
const LOW = { minConversations: 4, minAccounts: 2, dominance: 0.6 };
it('probe', () => {
  const tallies: Record<string, number> = {};
  const bump = (k: string) => { tallies[k] = (tallies[k] ?? 0) + 1; };
  const N = Number(process.env.N ?? 1500);
  for (const sample of fc.sample(arbitraryPopulation(SHARED_TASKS), { numRuns: N, seed: 7 })) {
    const counts = countsOf(sample, SHARED_TASKS);
    try {
      const cells = buildCells(counts, SHARED_TASKS, decideDisclosure(counts, SHARED_TASKS, LOW));
      const rows = publishedRows(cells);
      for (const f of new Set(rows.filter((r) => r.status === 'published').map((r) => r.facet + ' ' + r.level))) bump('pub ' + f);
      const found = attack(rows, SHARED_TASKS);
      for (const k of new Set(found.map((f) => `${f.place.split('|').slice(0, 2).join(' ')} ${f.count === 0 ? 'zero' : 'count'}`))) bump('FOUND ' + k);
      if (found.length) bump('FOUND any');
      if (found.length === 1 ) bump('one: ' + found[0]?.place.split('|').slice(0,2).join(' '));
    } catch (e) { bump('ERR ' + (e as Error).message); }
  }
  console.log(N, tallies);
}, 300000);
