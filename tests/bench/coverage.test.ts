import { describe, expect, it } from 'vitest';
import { allDesigns, type Design, designName, halfOf } from '../../bench/coverage/design.js';
import { judge, missed } from '../../bench/coverage/judge.js';
import { Ledger, type Observation, type Row } from '../../bench/coverage/ledger.js';
import { markdownTables } from '../../bench/coverage/markdown.js';
import { Populations } from '../../bench/coverage/population.js';
import { RedrawnLedger } from '../../bench/coverage/redrawn-ledger.js';
import { runDesign } from '../../bench/coverage/run-design.js';
import { truthOf } from '../../bench/coverage/truth.js';
import { createWorld, SHARES, taskPlace } from '../../bench/coverage/world.js';
import { placeId } from '../../src/measures/cell.js';
import type { Counts } from '../../src/measures/tally.js';
import { createRandom } from '../../src/statistics/random.js';

const DESIGN: Design = {
  skew: 2.5,
  cap: 50,
  icc: 0.3,
  accounts: 60,
  correlated: true,
  recurrence: 0.5,
  behaviour: 'shift',
};

/** Conversations and accounts of a task, and of everything. */
function countsAt({ tallies }: Counts, task: number) {
  const at = tallies.find((tally) => placeId(tally) === placeId(taskPlace(task)));
  const all = tallies.at(-1);
  return { n: at?.n ?? 0, accounts: at?.accounts ?? 0, all: all?.n ?? 0, everybody: all?.accounts ?? 0 };
}

describe('the designs', () => {
  it('cross the main factors, and have names of their own', () => {
    expect(new Set(allDesigns().map(designName)).size).toBe(3 * 2 * 3 * 3 * 2);
  });

  it('meet each behaviour and recurrence about equally often at each level, also by half', () => {
    for (const designs of [allDesigns(), halfOf(allDesigns())]) {
      const level = (factor: keyof Design, value: unknown) => designs.filter((design) => design[factor] === value);
      for (const icc of [0.02, 0.3, 0.7]) {
        expect(level('icc', icc).length).toBe(designs.length / 3);
        for (const behaviour of ['settled', 'change', 'switch', 'shift']) {
          const met = level('icc', icc).filter((design) => design.behaviour === behaviour).length;
          expect(Math.abs(met - designs.length / 12)).toBeLessThan(2);
        }
      }
      expect(Math.abs(level('recurrence', 0.5).length - designs.length / 2)).toBeLessThan(2);
    }
  });
});

describe('the truth of a design', () => {
  it('has the target shares in the first period, whatever active accounts prefer', () => {
    for (const design of allDesigns()) {
      const [{ share }] = truthOf(createWorld(design));
      for (const [task, expected] of SHARES.entries()) expect(share[task]).toBeCloseTo(expected, 12);
    }
  });

  it.each(['settled', 'change', 'switch', 'shift'] as const)(
    'is what populations come to in the mean: %s',
    (behaviour) => {
      const world = createWorld({ ...DESIGN, behaviour });
      const truths = truthOf(world);
      const drawer = new Populations(world);
      const sums = [0, 1].map(() => ({ n: 0, all: 0, accounts: 0, everybody: 0 }));
      for (let i = 0; i < 1500; i += 1) {
        for (const [period, counts] of drawer.draw(createRandom(`truth ${i}`)).entries()) {
          const [at, sum] = [countsAt(counts, 0), sums[period]];
          if (!sum) continue;
          sum.n += at.n;
          sum.all += at.all;
          sum.accounts += at.accounts;
          sum.everybody += at.everybody;
        }
      }
      for (const [period, sum] of sums.entries()) {
        // Standard errors are about .002 and .0015.
        expect(Math.abs(sum.n / sum.all - (truths[period]?.share[0] ?? 0))).toBeLessThan(0.008);
        const reach = truths[period]?.reach?.[0];
        if (reach !== undefined) expect(Math.abs(sum.accounts / sum.everybody - reach)).toBeLessThan(0.006);
      }
    },
  );

  it('moves a fifth of a task where there is a true change', () => {
    const [before, after] = truthOf(createWorld({ ...DESIGN, behaviour: 'change' }));
    expect(after.share[0]).toBeCloseTo(1.2 * (before.share[0] ?? 0), 12);
    expect(after.share[1]).toBeCloseTo(0.8 * (before.share[1] ?? 0), 12);
    expect(after.reach).toBeNull();
  });
});

describe('a population', () => {
  it('is the same for the same seed, and consistent in itself', () => {
    const drawer = new Populations(createWorld(DESIGN));
    const [first, , again] = ['a', 'b', 'a'].map((seed) => drawer.draw(createRandom(seed)));
    expect(again).toEqual(first);
    for (const { n, accounts, top1, top2, replicates } of first?.[0].tallies ?? []) {
      expect(replicates.reduce((sum, one) => sum + one.n, 0)).toBe(n);
      expect(replicates.reduce((sum, one) => sum + one.m, 0)).toBe(accounts);
      expect(top1 + top2).toBeLessThanOrEqual(n);
      expect(top2).toBeLessThanOrEqual(top1);
    }
  });

  it('gives the same rows whichever thread has drawn others before', () => {
    const job = { design: DESIGN, populations: 5, seed: 'rows' };
    const first = runDesign(job);
    runDesign({ ...job, seed: 'others' });
    expect(runDesign(job)).toEqual(first);
  });
});

describe('the ledger', () => {
  const observation = (overrides: Partial<Observation>): Observation => ({
    value: 0.5,
    lower: 0.4,
    upper: 0.6,
    truth: 0.5,
    status: 'ok',
    count: 10,
    rival: { lower: 0.51, upper: 0.6 },
    ...overrides,
  });

  it('counts misses by side and status', () => {
    const ledger = new Ledger();
    ledger.book('share', observation({}));
    ledger.book('share', observation({ lower: 0.55, status: 'review' }));
    ledger.book('share', observation({ upper: 0.45, value: 0.4 }));
    ledger.book('share', observation({ status: 'withheld', upper: 0.45, value: 0.6 }));
    const [row] = ledger.rows();
    expect(row?.by.all).toMatchObject({ cells: 4, coverage: 0.25, below: 0.25, above: 0.5 });
    expect(row?.by.published).toMatchObject({ cells: 3, below: 1 / 3, above: 1 / 3 });
    expect(row?.by.ok).toMatchObject({ cells: 2, coverage: 0.5 });
    expect(row).toMatchObject({ published: 0.75, rival: { coverage: 0 }, bias: 0 });
    expect(row?.sd).toBeCloseTo(Math.sqrt(0.02 / 3), 12);
  });

  it('takes the mean of the estimates for the truth of what grows with the sample', () => {
    const ledger = new RedrawnLedger();
    ledger.book('depth', { value: 0.2, lower: 0.1, upper: 0.25, bias: 0.01, quality: 'review', truth: null });
    ledger.book('depth', { value: 0.4, lower: 0.25, upper: 0.5, bias: 0.03, quality: 'unreliable', truth: null });
    expect(ledger.rows()).toMatchObject([
      {
        score: 'depth',
        coverage: 0.5,
        above: 0.5,
        bias: expect.closeTo(0, 12),
        by: { review: { cells: 1, coverage: 0 }, unreliable: { cells: 1, coverage: 1 }, ok: { cells: 0 } },
      },
    ]);
  });

  it('judges only what is mostly ok', () => {
    const ledger = new Ledger();
    for (let i = 0; i < 10; i += 1) ledger.book('share 0.3', observation({ truth: i < 8 ? 0.5 : 0.3 }));
    const [row] = ledger.rows();
    expect(missed(judge(row as Row, DESIGN))).toContain('covers 80.0 %, too little');
    for (let i = 0; i < 11; i += 1) ledger.book('share 0.3', observation({ status: 'review' }));
    expect(missed(judge(ledger.rows()[0] as Row, DESIGN))).toEqual([]);
  });

  it('becomes the tables of the methodology', () => {
    const ledger = new Ledger();
    for (let i = 0; i < 20; i += 1) ledger.book('share 0.3', observation({ truth: i === 0 ? 0.9 : 0.5 }));
    ledger.book('share 0.3', observation({ status: 'review' }));
    const drawn = new RedrawnLedger();
    for (const value of [0.2, 0.3])
      drawn.book('top4', { value, lower: 0.1, upper: 0.25 + value / 10, bias: 0, quality: 'review', truth: 0.275 });
    const redrawn = drawn.rows().map((row) => ({ ...row, design: designName(DESIGN) }));
    const tables = markdownTables(
      ledger.rows().map((row) => judge(row, DESIGN)),
      redrawn,
    ).split('\n');
    expect(tables.find((line) => line.startsWith('| share |'))).toMatch(
      /^\| share \| 1 of 1 \| 1 \| 95\.0 \/ 95\.0 \/ 95\.0 \| 5\.0 \/ 5\.0 \|.*\| 95\.0 \(95\) \| 100\.0 \(5\) \| - \|$/,
    );
    expect(
      tables.filter((line) => line.startsWith(`| ${DESIGN.accounts.toLocaleString('en')} accounts |`)),
    ).toHaveLength(1);
    expect(tables.find((line) => line.startsWith('| top4 |'))).toContain('| 50.0 / 50.0 / 50.0 |');
  });
});
