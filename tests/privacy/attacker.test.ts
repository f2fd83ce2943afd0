import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeId } from '../../src/measures/cell.js';
import { buildCells, type Decisions } from '../../src/measures/cells.js';
import type { Counts } from '../../src/measures/tally.js';
import { allPlaces } from '../../src/measures/universe.js';
import { attack } from '../../src/privacy/attacker.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import { relationsOf } from '../../src/privacy/hierarchy.js';
import { primaryReason, totalsOf } from '../../src/privacy/protection.js';
import { suppressToFixedPoint, type Withheld } from '../../src/privacy/suppression.js';
import { countsOf, type Labelled, taxonomyOf, times } from '../support/counts.js';
import { publishedRows } from '../support/published-rows.js';
import { arbitraryPopulation, SHARED_TASKS } from '../support/samples.js';

/** Rules so low that a population of some hundreds reaches them often and misses them often. */
const LOW = { minConversations: 4, minAccounts: 2, dominance: 0.6 };

type Rule = (counts: Counts) => Decisions;

const full: Rule = (counts) => decideDisclosure(counts, SHARED_TASKS, LOW);

/** Floors and dominance alone, nothing withheld to protect another. */
const primaryOnly: Rule = (counts) => {
  const totals = totalsOf(counts);
  const ids = allPlaces(counts, SHARED_TASKS).map(placeId);
  return new Map(ids.map((id) => [id, primaryReason(totals.get(id), LOW)]));
};

/** Secondary suppression without the audit. */
const unaudited: Rule = (counts) => {
  const primary = primaryOnly(counts);
  const withheld: Withheld = new Map([...primary].flatMap(([id, reason]) => (reason ? [[id, reason] as const] : [])));
  for (const { code } of SHARED_TASKS.tasks)
    if (!primary.has(`task|task|GLOBAL|${code}|`)) withheld.set(`task|task|GLOBAL|${code}|`, 'none');
  suppressToFixedPoint(relationsOf(counts, SHARED_TASKS), withheld, totalsOf(counts), LOW);
  return new Map([...primary.keys()].map((id) => [id, withheld.get(id) ?? null]));
};

/**
 * What an attacker finds. That the sample has nothing outside of tasks is known from its size and is no secret, so outcomes do
 * not count.
 */
function findings(sample: readonly Labelled[], rule: Rule): string[] {
  const counts = countsOf(sample, SHARED_TASKS);
  const rows = publishedRows(buildCells(counts, SHARED_TASKS, rule(counts)));
  return attack(rows, SHARED_TASKS)
    .map(({ place, count }) => `${place} = ${count}`)
    .filter((finding) => !finding.startsWith('outcome|'));
}

/** Of how many populations an attacker finds something. */
function caught(rule: Rule, populations: number): number {
  const samples = fc.sample(arbitraryPopulation(SHARED_TASKS), { numRuns: populations, seed: 7 });
  return samples.filter((sample) => findings(sample, rule).length > 0).length;
}

describe('an attacker who reads a release', () => {
  it('finds nothing exact', () => {
    fc.assert(
      fc.property(arbitraryPopulation(SHARED_TASKS), (sample) => {
        expect(findings(sample, full)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('would find much if only floors and dominance were kept', () => {
    expect(caught(primaryOnly, 20)).toBeGreaterThan(10);
  });

  it('would find something if the audit were left out', () => {
    expect(caught(unaudited, 300)).toBeGreaterThan(0);
  });
});

const TWO_GROUPS = taxonomyOf({ '1': ['11-1.00'], '2': ['11-1.00'], '3': ['15-1.00'], '4': ['15-1.00', '15-2.00'] });

/** Rows of a release where all are published but those whose place is `hidden`. */
function without(sample: readonly Labelled[], ...hidden: readonly string[]) {
  const counts = countsOf(sample, TWO_GROUPS);
  const ids = allPlaces(counts, TWO_GROUPS).map(placeId);
  const totals = totalsOf(counts);
  const decisions = new Map(
    ids.map((id) => [id, totals.has(id) && !hidden.some((start) => id.startsWith(start)) ? null : ('none' as const)]),
  );
  return publishedRows(buildCells(counts, TWO_GROUPS, decisions));
}

const FOUR_TASKS = ['1', '2', '3', '4'].flatMap((task, i) => times(5 + i, { task, account: `a${i}`, replicate: i }));

describe('an attacker', () => {
  it('takes the parts of a total from it', () => {
    const found = attack(without(FOUR_TASKS, 'task|task|GLOBAL|1|', 'task_mode|'), TWO_GROUPS);
    expect(found).toContainEqual({ place: 'task|task|GLOBAL|1|', count: 5 });
  });

  it('finds the base of a share when the base is withheld', () => {
    const found = attack(without(FOUR_TASKS, 'outcome|', 'occupation|', 'task|task|GLOBAL|4|'), TWO_GROUPS);
    expect(found).toContainEqual({ place: 'outcome|outcome|GLOBAL|with_task|', count: 26 });
  });

  it('tells tasks apart by an occupation’s whole and shared-out conversations', () => {
    const hidden = ['task|', 'task_mode|', 'occupation|occupation|GLOBAL|15-2', 'occupation|occupation|GLOBAL|11'];
    const found = attack(without(FOUR_TASKS, ...hidden), TWO_GROUPS);
    expect(found).toContainEqual({ place: 'task|task|GLOBAL|3|', count: 7 });
    expect(found).toContainEqual({ place: 'task|task|GLOBAL|4|', count: 8 });
    expect(found.map(({ place }) => place)).not.toContain('task|task|GLOBAL|1|');
  });

  it('finds nothing where all is withheld', () => {
    expect(attack(without(FOUR_TASKS, ''), TWO_GROUPS)).toEqual([]);
  });

  it('finds that a remainder of zero leaves nothing to any part', () => {
    const sample = FOUR_TASKS.filter(({ task }) => task === '1' || task === '2').concat(
      times(3, { task: '4', account: 'b' }),
    );
    const found = attack(without(sample, 'task|task|GLOBAL|3|', 'occupation|', 'task_mode|'), TWO_GROUPS);
    expect(found).toContainEqual({ place: 'task|task|GLOBAL|3|', count: 0 });
    expect(found).toContainEqual({ place: 'task_mode|task|GLOBAL|3|learning', count: 0 });
  });
});
