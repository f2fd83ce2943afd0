import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES, USE_CASES } from '../../src/label/labeller.js';
import { placeId } from '../../src/measures/cell.js';
import { countTallies } from '../../src/measures/count.js';
import type { LabelledSample, SampledAccount } from '../../src/measures/labelled-sample.js';
import { ALL_STRATA, type Tally } from '../../src/measures/tally.js';
import { OUTCOMES } from '../../src/measures/universe.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';

const { taxonomy } = await readStarterTaxonomy();
/** Few tasks, so that they meet; one of them is held by several occupations. */
const shared = taxonomy.tasks.findIndex(({ holders }) => holders.length > 1);
const TASKS = [0, 1, 2, Math.max(shared, 3)];

interface Drawn {
  readonly account: number;
  readonly outcome: number;
  readonly task: number;
  readonly mode: number;
  readonly useCase: number;
  readonly recordKey: number;
}

const accounts: fc.Arbitrary<SampledAccount[]> = fc.array(
  fc.record({
    replicate: fc.integer({ min: 0, max: 3 }),
    stratum: fc.integer({ min: 0, max: 1 }),
    cohort: fc.constantFrom('new' as const, 'returning' as const),
  }),
  { minLength: 1, maxLength: 6 },
);
const drawn = (count: number): fc.Arbitrary<Drawn[]> =>
  fc.array(
    fc.record({
      account: fc.nat({ max: count - 1 }),
      outcome: fc.nat({ max: OUTCOMES.length - 1 }),
      task: fc.constantFrom(...TASKS),
      mode: fc.nat({ max: MODES.length - 1 }),
      useCase: fc.nat({ max: USE_CASES.length - 1 }),
      recordKey: fc.nat({ max: 2 ** 32 - 1 }),
    }),
    { maxLength: 40 },
  );
const samples = accounts.chain((people) => drawn(people.length).map((rows) => ({ people, rows })));

function sampleOf(people: readonly SampledAccount[], rows: readonly Drawn[], strata = 2): LabelledSample {
  return {
    account: Int32Array.from(rows, ({ account }) => account),
    outcome: Uint8Array.from(rows, ({ outcome }) => outcome),
    task: Int32Array.from(rows, ({ task }) => task),
    mode: Uint8Array.from(rows, ({ mode }) => mode),
    useCase: Uint8Array.from(rows, ({ useCase }) => useCase),
    recordKey: Uint32Array.from(rows, ({ recordKey }) => recordKey),
    strata,
    accounts: people,
  };
}

/** Which conversations belong to a tally, told from its place alone. */
function belongs(row: Drawn, account: SampledAccount | undefined, tally: Tally): boolean {
  const { stratum, cohort, facet, level, key, key2 } = tally;
  if (stratum !== ALL_STRATA && account?.stratum !== stratum) return false;
  if (cohort !== 'all' && account?.cohort !== cohort) return false;
  if (facet === 'outcome') return OUTCOMES[row.outcome] === key;
  if (row.outcome !== 0) return false;
  const task = taxonomy.tasks[row.task];
  const mode = MODES[row.mode] ?? '';
  if (facet === 'task') return task?.code === key;
  if (facet === 'task_mode') return task?.code === key && mode === key2;
  if (facet === 'use_case') return USE_CASES[row.useCase] === key;
  if (level === 'mode') return mode === key;
  if (level === 'mode_class')
    return key === 'automation' ? ['directive', 'feedback_loop'].includes(mode) : row.mode > 2;
  const held = task?.holders.map(({ occupation }) => occupation as string) ?? [];
  if (level === 'occupation') return held.includes(key);
  return taxonomy.occupations.some(({ code, majorGroup }) => majorGroup === key && held.includes(code));
}

describe('countTallies', () => {
  it('counts what a look at every conversation counts', () => {
    fc.assert(
      fc.property(samples, ({ people, rows }) => {
        for (const tally of countTallies(sampleOf(people, rows), taxonomy)) {
          const own = rows.filter((row) => belongs(row, people[row.account], tally));
          const byAccount = people.map((_, turn) => own.filter(({ account }) => account === turn).length);
          const [top1 = 0, top2 = 0] = [...byAccount].sort((a, b) => b - a);
          const { n, accounts: count, recordKeySum, replicates } = tally;
          expect({ n, count, top1: tally.top1, top2: tally.top2, recordKeySum }).toEqual({
            n: own.length,
            count: byAccount.filter((size) => size > 0).length,
            top1,
            top2,
            recordKeySum: own.reduce((sum, { recordKey }) => sum + BigInt(recordKey), 0n),
          });
          for (const { replicate, n: inside, m } of replicates) {
            const there = byAccount.filter((_, turn) => people[turn]?.replicate === replicate);
            expect({ inside, m }).toEqual({
              inside: there.reduce((sum, size) => sum + size, 0),
              m: there.filter((size) => size > 0).length,
            });
          }
          expect(replicates.reduce((sum, one) => sum + one.n, 0)).toBe(n);
        }
      }),
    );
  });

  it('leaves no conversation out, and does not depend on the order of those of an account', () => {
    fc.assert(
      fc.property(samples, ({ people, rows }) => {
        const tallies = countTallies(sampleOf(people, rows), taxonomy);
        const outcomes = tallies.filter(
          ({ facet, stratum, cohort }) => facet === 'outcome' && stratum === ALL_STRATA && cohort === 'all',
        );
        expect(outcomes.reduce((sum, { n }) => sum + n, 0)).toBe(rows.length);
        expect(countTallies(sampleOf(people, [...rows].reverse()), taxonomy)).toEqual(tallies);
      }),
    );
  });

  it('counts by stratum only where there are several', () => {
    const people: SampledAccount[] = [{ replicate: 7, stratum: 0, cohort: 'new' }];
    const rows = [{ account: 0, outcome: 0, task: 0, mode: 1, useCase: 1, recordKey: 5 }];
    const strataOf = (strata: number) =>
      new Set(countTallies(sampleOf(people, rows, strata), taxonomy).map(({ stratum }) => stratum));
    expect([...strataOf(1)]).toEqual([ALL_STRATA]);
    expect([...strataOf(2)]).toEqual([ALL_STRATA, 0]);
  });

  it('gives every place once, sorted, and each account the group of its turn', () => {
    const people: SampledAccount[] = [0, 1].map((replicate) => ({ replicate, stratum: 0, cohort: 'new' }));
    const rows = [1, 0].map((account) => ({ account, outcome: 1, task: 0, mode: 0, useCase: 0, recordKey: 1 }));
    const tallies = countTallies(sampleOf(people, rows, 1), taxonomy);
    expect(tallies.map((tally) => `${placeId(tally)} ${tally.cohort}`)).toEqual([
      'outcome|outcome|GLOBAL|none| all',
      'outcome|outcome|GLOBAL|none| new',
    ]);
    expect(tallies[0]?.accountGroups).toBe(3n << 254n);
  });
});
