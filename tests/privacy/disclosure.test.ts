import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import { floorsHold, totalsOf } from '../../src/privacy/protection.js';
import { conversation, countsOf, type Labelled, RULES, taxonomyOf, times } from '../support/counts.js';
import { arbitraryPopulation, SHARED_TASKS } from '../support/samples.js';

const FIVE = taxonomyOf({
  '1': ['11-1.00'],
  '2': ['11-1.00'],
  '3': ['15-1.00'],
  '4': ['15-1.00'],
  '5': ['15-2.00'],
});

/** `n` conversations spread over `accounts` accounts, each its own replicate. */
function spread(n: number, accounts: number, overrides: Partial<Labelled>): Labelled[] {
  return Array.from({ length: n }, (_, i) =>
    conversation({ account: `a${i % accounts}`, replicate: i % accounts, ...overrides }),
  );
}

function decide(sample: readonly Labelled[]) {
  const decisions = decideDisclosure(countsOf(sample, FIVE), FIVE, RULES);
  return (place: string) => decisions.get(place);
}

/** The same conversation by somebody else. */
function other(one: Labelled): Labelled {
  return { ...one, account: `other ${one.account}` };
}

const LARGE = ['1', '2', '3', '4', '5'].flatMap((task) => spread(60, 12, { task }));

describe('a place is withheld', () => {
  it('as empty where nothing was counted', () => {
    expect(decide(LARGE)('mode|mode|GLOBAL|learning|')).toBe('none');
  });

  it('as too few under 15 conversations or 5 accounts', () => {
    const decided = decide([
      ...LARGE,
      ...spread(14, 7, { useCase: 'personal' }),
      ...spread(40, 4, { useCase: 'none' }),
    ]);
    expect(decided('use_case|use_case|GLOBAL|personal|')).toBe('too_few');
    expect(decided('use_case|use_case|GLOBAL|none|')).toBe('too_few');
  });

  it('as dominated when one account makes more than half of it', () => {
    const personal = (largest: number) =>
      decide([
        ...spread(300, 12, {}),
        ...spread(30, 12, { useCase: 'personal' }),
        ...times(largest, { useCase: 'personal', account: 'b' }),
      ])('use_case|use_case|GLOBAL|personal|');
    expect(personal(31)).toBe('dominated');
    expect(personal(30)).not.toBe('dominated');
  });

  it('to protect another that would be alone', () => {
    const decided = decide([
      ...LARGE,
      ...spread(7, 4, { useCase: 'none' }),
      ...spread(20, 6, { useCase: 'personal' }),
      ...spread(30, 6, { useCase: 'coursework' }),
    ]);
    expect(decided('use_case|use_case|GLOBAL|none|')).toBe('too_few');
    expect(decided('use_case|use_case|GLOBAL|personal|')).toBe('protects_another');
    expect(decided('use_case|use_case|GLOBAL|coursework|')).toBeNull();
  });

  it('with all that tell it as their base', () => {
    // One account makes most of the conversations with a task, but not of task 2.
    const decided = decide([
      ...spread(200, 1, { task: '1' }),
      ...spread(60, 12, { task: '2' }),
      ...spread(60, 12, { outcome: 'none' }),
    ]);
    expect(decided('outcome|outcome|GLOBAL|with_task|')).toBe('dominated');
    expect(decided('task|task|GLOBAL|2|')).toBe('protects_another');
  });

  it('along with the modes of a withheld task, each of which tells its size', () => {
    const counts = countsOf(LARGE, FIVE);
    const others = [...decideDisclosure(counts, FIVE, RULES).keys()].filter((id) => id !== 'task|task|GLOBAL|5|');
    const decisions = decideDisclosure(counts, FIVE, RULES, new Set(others));
    expect(decisions.get('task_mode|task|GLOBAL|5|directive')).toBe('protects_another');
  });
});

describe('decisions', () => {
  it('publish a release where everything is large', () => {
    const decided = decide(LARGE);
    for (const task of ['1', '2', '3', '4', '5']) expect(decided(`task|task|GLOBAL|${task}|`)).toBeNull();
    expect(decided('occupation|major_group|GLOBAL|15-0000|')).toBeNull();
    expect(decided('outcome|outcome|GLOBAL|with_task|')).toBeNull();
  });

  it('keep the conversations with a task though next to nothing is left of the sample', () => {
    const decided = decide([...LARGE, ...spread(3, 3, { outcome: 'none' })]);
    expect(decided('outcome|outcome|GLOBAL|with_task|')).toBeNull();
    expect(decided('outcome|outcome|GLOBAL|none|')).toBe('too_few');
  });

  it('never publish what an earlier release of the period withheld', () => {
    const place = 'task|task|GLOBAL|3|';
    const counts = countsOf(LARGE, FIVE);
    const published = [...decideDisclosure(counts, FIVE, RULES)].flatMap(([id, reason]) => (reason ? [] : [id]));
    expect(published).toContain(place);
    const decisions = decideDisclosure(counts, FIVE, RULES, new Set(published.filter((id) => id !== place)));
    expect(decisions.get(place)).toBe('protects_another');
    const others = ['1', '2', '4', '5'].map((task) => decisions.get(`task|task|GLOBAL|${task}|`));
    expect(others).toContain('protects_another');
  });

  it('count the accounts of withheld places together, and each of them once', () => {
    const rules = { minConversations: 15, minAccounts: 5, dominance: 0.5 };
    const apart = countsOf([...spread(8, 3, { task: '1' }), ...spread(8, 3, { task: '2' }).map(other)], FIVE);
    const alike = countsOf([...spread(8, 3, { task: '1' }), ...spread(8, 3, { task: '2' })], FIVE);
    const both = ['task|task|GLOBAL|1|', 'task|task|GLOBAL|2|'];
    expect(floorsHold(both, totalsOf(apart), rules)).toBe(true);
    expect(floorsHold(both, totalsOf(alike), rules)).toBe(false);
  });

  it('publish nothing below the floors', () => {
    const rules = { minConversations: 4, minAccounts: 2, dominance: 0.6 };
    fc.assert(
      fc.property(arbitraryPopulation(SHARED_TASKS), (sample) => {
        const counts = countsOf(sample, SHARED_TASKS);
        const decisions = decideDisclosure(counts, SHARED_TASKS, rules);
        for (const { facet, level, geography, key, key2, n, accounts, top1 } of counts.tallies) {
          const open = decisions.get([facet, level, geography, key, key2].join('|')) === null;
          if (open) expect(n >= 4 && accounts >= 2 && top1 <= 0.6 * n).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('do not depend on the order of conversations', () => {
    fc.assert(
      fc.property(arbitraryPopulation(SHARED_TASKS), (sample) => {
        const rules = { minConversations: 4, minAccounts: 2, dominance: 0.6 };
        const decide = (list: readonly Labelled[]) =>
          [...decideDisclosure(countsOf(list, SHARED_TASKS), SHARED_TASKS, rules)].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(decide([...sample].reverse())).toEqual(decide(sample));
      }),
      { numRuns: 50 },
    );
  });
});
