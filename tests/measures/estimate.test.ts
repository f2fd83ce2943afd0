import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byMajorGroup, byTask } from '../../src/measures/classification.js';
import { largest, topShare } from '../../src/measures/concentration.js';
import { estimateFromAccounts, type UsageMeasure } from '../../src/measures/estimate.js';
import { dealConversations, estimateFromConversations } from '../../src/measures/estimate-conversations.js';
import { measureSnapshot } from '../../src/measures/measure-snapshot.js';
import { createRatios, ratioJackknife } from '../../src/measures/ratio.js';
import { leaveOutReplicate, replicatedUsage, reweigh } from '../../src/measures/replicated.js';
import { multinomialVariances } from '../../src/measures/share-variance.js';
import { shares } from '../../src/measures/shares.js';
import { measureSuite } from '../../src/measures/suite.js';
import type { TaskUsage } from '../../src/measures/task-usage.js';
import { globalPlace } from '../../src/measures/universe.js';
import { createVectors } from '../../src/measures/vectors.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { jackknife } from '../../src/statistics/jackknife.js';
import { createRandom } from '../../src/statistics/random.js';
import { conversation, countsOf, taxonomyOf, times } from '../support/counts.js';
import { RECIPE, usageOf } from './usages.js';

const taxonomy = taxonomyOf({ a: ['11-1011.00'], b: ['15-1252.00', '11-1011.00'], c: ['15-1252.00'] });
const OPTIONS = { seed: 'test', draws: 100 };

/** Accounts `0` to `n - 1`, each in a replicate of its own, account i with `of(i)` conversations of each task. */
function sampleOf(n: number, of: (account: number) => Readonly<Record<string, number>>) {
  return Array.from({ length: n }, (_, i) =>
    Object.entries(of(i)).flatMap(([task, count]) =>
      task === 'none'
        ? times(count, { account: String(i), replicate: i, outcome: 'none' })
        : times(count, { account: String(i), replicate: i, task }),
    ),
  ).flat();
}

const sample = sampleOf(12, (i) => ({ a: 1 + (i % 3), b: (i * i) % 5, c: i % 2, none: i % 4 }));
const usage = replicatedUsage(countsOf(sample, taxonomy), taxonomy, RECIPE);

const shareOfA: UsageMeasure = {
  name: 'share.with_task.a',
  smooth: true,
  range: { lower: 0, upper: 1 },
  of: (one) => shares(one, byTask(taxonomy), 'with_task').values[0] ?? 0,
};

describe('usage by replicate', () => {
  it('adds up to the tallies', () => {
    const counted = (task: string) => sample.filter((one) => one.outcome === 'with_task' && one.task === task).length;
    expect([...usage.whole.counts]).toEqual(['a', 'b', 'c'].map(counted));
    expect(usage.whole.none).toBe(sample.filter(({ outcome }) => outcome === 'none').length);
  });

  it('weighs strata as the frame does, so that its shares are the published ones', () => {
    const strata = sample.map((one, i) => ({ ...one, stratum: i % 2 }));
    const counts = countsOf(strata, taxonomy, { 1: 3 });
    const weighted = replicatedUsage(counts, taxonomy, RECIPE);
    const published = createRatios(createVectors(counts, taxonomy))({
      ...globalPlace('task', 'task', 'a'),
      measure: 'share',
      base: 'with_task',
    });
    expect(shareOfA.of(weighted.whole)).toBeCloseTo(published.value, 14);
    expect(shareOfA.of(weighted.whole)).not.toBeCloseTo(shareOfA.of(usage.whole), 3);
    const backwards = replicatedUsage({ ...counts, tallies: [...counts.tallies].reverse() }, taxonomy, RECIPE);
    expect(backwards).toEqual(weighted);
    const [estimate] = estimateFromAccounts(weighted, [shareOfA], OPTIONS);
    expect((estimate?.standardError ?? 0) ** 2).toBeCloseTo(ratioJackknife(published).variance, 14);
  });

  it('with every replicate once is the whole, and without one is the others', () => {
    const once = reweigh(usage, new Float64Array(usage.replicates.length).fill(1));
    expect(once).toEqual(usage.whole);
    usage.replicates.forEach((left, b) => {
      const weights = Float64Array.from(usage.replicates, (_, i) => Number(i !== b));
      expect(leaveOutReplicate(usage, left, new Float64Array(3))).toEqual(reweigh(usage, weights));
    });
  });

  it('needs a conversation with a task, and a taxonomy that knows it', () => {
    const none = countsOf([conversation({ outcome: 'none' })], taxonomy);
    expect(() => replicatedUsage(none, taxonomy, RECIPE)).toThrow(EmptySetError);
    const strange = countsOf([conversation({ task: 'z' })], taxonomy);
    expect(() => replicatedUsage(strange, taxonomy, RECIPE)).toThrow('has no task z');
  });
});

describe('intervals from accounts', () => {
  it('of a share have the variance of the published cells', () => {
    const counts = countsOf(sample, taxonomy);
    const ratio = createRatios(createVectors(counts, taxonomy))({
      ...globalPlace('task', 'task', 'a'),
      measure: 'share',
      base: 'with_task',
    });
    const [estimate] = estimateFromAccounts(usage, [shareOfA], OPTIONS);
    expect(estimate?.value).toBe(ratio.value);
    expect((estimate?.standardError ?? 0) ** 2).toBeCloseTo(ratioJackknife(ratio).variance, 14);
    expect(estimate?.df).toBeCloseTo(ratioJackknife(ratio).df, 10);
  });

  it('of every measure hold the value, within its range, and say how they were made', () => {
    const suite = measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'occupations', exposure: null });
    const estimates = estimateFromAccounts(usage, suite, OPTIONS);
    expect(estimates.map(({ name }) => name)).toContain('depth.occupations_all.at_least_25pct');
    expect(new Set(estimates.map(({ method }) => method))).toEqual(
      new Set(['jackknife_accounts', 'cross_fit_accounts', 'bootstrap_accounts']),
    );
    for (const { value, lower, upper, standardError } of estimates) {
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(standardError).toBeGreaterThanOrEqual(0);
    }
  });

  describe('of a thousand conversations by a hundred people', () => {
    const many = sampleOf(100, (i) => ({ a: 4 + (i % 3), b: 3 + (i % 2), c: 2 }));
    const suite = measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'occupations', exposure: null });
    const of = (name: string) =>
      estimateFromAccounts(
        replicatedUsage(countsOf(many, taxonomy), taxonomy, RECIPE),
        [...suite, topOne],
        OPTIONS,
      ).find((one) => one.name.startsWith(name));
    const topOne: UsageMeasure = {
      name: 'top_1',
      smooth: false,
      range: { lower: 0, upper: 1 },
      chooses: (counts) => largest(counts, 1),
      of: ({ counts }) => topShare(counts, 1),
    };

    it('are ok where they are smooth, or the choice is settled', () => {
      expect(of('herfindahl')).toMatchObject({ quality: 'ok', method: 'jackknife_accounts' });
      expect(of('top_1')).toMatchObject({ quality: 'ok', method: 'cross_fit_accounts', bias: 0 });
    });

    it('are to be reviewed at best where they count what is present, and reach half a unit to either side', () => {
      const depth = of('depth.occupations_all.at_least_50pct');
      expect(depth).toMatchObject({ value: 1, lower: 0.75, upper: 1, standardError: 0, quality: 'review' });
    });
  });

  it('of a snapshot are to be reviewed at best where one account makes too much of it', () => {
    const many = sampleOf(100, (i) => ({ a: 4 + (i % 3), b: 3 + (i % 2), c: 2 }));
    // Like everybody else in what it does, and more than a tenth of everything.
    const giant = sampleOf(1, () => ({ a: 55, b: 39, c: 21 }));
    const counts = countsOf([...many, ...giant], taxonomy);
    const [of] = estimateFromAccounts(replicatedUsage(counts, taxonomy, RECIPE), [shareOfA], OPTIONS);
    expect(of?.quality).toBe('ok');
    expect(measureSnapshot(counts, taxonomy, [shareOfA], OPTIONS)[0]?.quality).toBe('review');
    expect(measureSnapshot(countsOf(many, taxonomy), taxonomy, [shareOfA], OPTIONS)[0]?.quality).toBe('ok');
  });

  it('of the largest task are to be reviewed where another one is about as large', () => {
    const close = sampleOf(100, (i) => ({ a: 3 + (i % 4), b: 3 + ((i + 2) % 4), c: 1 }));
    const top: UsageMeasure = { ...shareOfA, smooth: false, chooses: (counts) => largest(counts, 1) };
    const [estimate] = estimateFromAccounts(
      replicatedUsage(countsOf(close, taxonomy), taxonomy, RECIPE),
      [top],
      OPTIONS,
    );
    expect(estimate).toMatchObject({ quality: 'review', method: 'cross_fit_accounts' });
    expect(estimate?.lower).toBeLessThanOrEqual(estimate?.value ?? Number.NaN);
    expect(estimate?.upper).toBeGreaterThanOrEqual(estimate?.value ?? Number.NaN);
  });

  it('of one replicate reach over the whole range', () => {
    const lone = replicatedUsage(countsOf(times(20, { task: 'a' }), taxonomy), taxonomy, RECIPE);
    expect(estimateFromAccounts(lone, [shareOfA], OPTIONS)[0]).toMatchObject({ lower: 0, upper: 1, df: 1 });
  });

  it('are the same for the same seed', () => {
    const suite = measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'occupations', exposure: null });
    expect(estimateFromAccounts(usage, suite, OPTIONS)).toEqual(estimateFromAccounts(usage, suite, OPTIONS));
  });
});

describe('intervals from conversations alone', () => {
  it('of a share have about the binomial error, and say that conversations were taken as independent', () => {
    const [estimate] = estimateFromConversations(usageOf(taxonomy, { a: 12_000, b: 8_000 }), [shareOfA], OPTIONS);
    expect((estimate?.standardError ?? 0) / Math.sqrt((0.6 * 0.4) / 20_000)).toBeCloseTo(1, 0.7);
    expect(estimate?.method).toBe('multinomial_conversations');
    expect(estimate?.quality).toBe('review');
  });

  it('deal every conversation into one group', () => {
    const usage = usageOf(taxonomy, { a: 300, b: 41, none: 70 });
    const { whole, replicates } = dealConversations(usage, 16, createRandom('deal'));
    expect(whole).toEqual(usage);
    expect(replicates.reduce((sum, { size }) => sum + size, 0)).toBe(341);
  });

  it('of what is not smooth come from drawing groups again', () => {
    const suite = measureSuite(taxonomy, { allocation: 'equal_split', weighting: 'occupations', exposure: null });
    const depths = suite.filter(({ presence }) => presence);
    const half = estimateFromConversations(usageOf(taxonomy, { a: 300, b: 1 }), depths, OPTIONS)[2];
    expect(half).toMatchObject({ value: 1, upper: 1, quality: 'unreliable' });
    // A rare task was drawn or not: half an occupation and the spread between draws, below the value alone.
    expect(half?.lower).toBeCloseTo(1 - 1.96 * (half?.standardError ?? 0) - 0.25, 4);
    expect(half?.bias).toBeLessThan(0);
    // Every account with a task of its own: drawing accounts again only loses tasks.
    const own = taxonomyOf(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}`, ['11-1011.00']])));
    const many = usageOf(own, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}`, 1])));
    const present = { ...shareOfA, smooth: false, of: (one: TaskUsage) => one.counts.filter((n) => n > 0).length / 20 };
    const [all] = estimateFromConversations(many, [present], OPTIONS);
    expect(all?.lower).toBeLessThan(1);
    expect(all?.upper).toBe(1);
  });

  it('are not made of percentages', () => {
    const percent = usageOf(taxonomy, { a: 30, b: 70 }, { unit: 'percent' });
    expect(() => estimateFromConversations(percent, [shareOfA], OPTIONS)).toThrow('so it has no interval');
  });
});

describe('the variance of shares in one piece', () => {
  it('is that of leaving each conversation out, also where tasks are shared', () => {
    const groups = byMajorGroup(taxonomy, 'equal_split');
    const counts = fc.record({ a: fc.nat(30), b: fc.nat(30), c: fc.nat(30) });
    fc.assert(
      fc.property(counts, (tasks) => {
        const usage = usageOf(taxonomy, tasks);
        const n = tasks.a + tasks.b + tasks.c;
        fc.pre(n > 2);
        const variances = multinomialVariances(usage, groups);
        groups.keys.forEach((_, unit) => {
          const share = (one: TaskUsage) => shares(one, groups, 'with_task').values[unit] ?? 0;
          const without = (['a', 'b', 'c'] as const).flatMap((task) =>
            tasks[task] > 0
              ? Array.from({ length: tasks[task] }, () =>
                  share(usageOf(taxonomy, { ...tasks, [task]: tasks[task] - 1 })),
                )
              : [],
          );
          const { variance } = jackknife(share(usage), without, new Float64Array(n).fill(1));
          expect(variances[unit]).toBeCloseTo(variance, 10);
        });
      }),
      { numRuns: 30 },
    );
  });
});
