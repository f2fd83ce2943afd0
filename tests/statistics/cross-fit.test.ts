import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largest } from '../../src/measures/concentration.js';
import { crossFit } from '../../src/statistics/cross-fit.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { jackknife } from '../../src/statistics/jackknife.js';
import { createRandom, poisson } from '../../src/statistics/random.js';

const top = (k: number) => (counts: Float64Array) => largest(counts, k);

/** Replicates of Poisson counts with these means. */
function draw(seed: string, replicates: number, means: readonly number[]): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: replicates }, () => means.map((mean) => poisson(mean, random)));
}

describe('the cross-fitted share of chosen units', () => {
  it('is the share itself where a gap lies behind the chosen ones, with the interval of the jackknife', () => {
    const replicates = draw('gap', 50, [20, 10, 1, 1, 1]);
    const found = crossFit(replicates, top(2));
    const sizes = replicates.map((counts) => counts.reduce((sum, n) => sum + n, 0));
    const [hits, total] = [replicates.map(([a = 0, b = 0]) => a + b), sizes.reduce((sum, n) => sum + n, 0)];
    const hit = hits.reduce((sum, n) => sum + n, 0);
    const without = hits.map((n, b) => (hit - n) / (total - (sizes[b] ?? 0)));
    expect(found.value).toBe(hit / total);
    expect(found.crossFitted).toBe(found.value);
    expect(found.standardError).toBe(Math.sqrt(jackknife(hit / total, without, sizes).variance));
    expect(found.upper - found.value).toBeCloseTo(found.value - found.lower, 12);
    expect(found.lead).toBeGreaterThan(3);
  });

  it('takes away what choosing among equals adds', () => {
    const found = Array.from({ length: 60 }, (_, i) => crossFit(draw(`equal ${i}`, 40, Array(12).fill(2)), top(3)));
    const mean = (of: (one: (typeof found)[number]) => number) => found.reduce((sum, one) => sum + of(one), 0) / 60;
    expect(mean(({ value }) => value)).toBeGreaterThan(0.27);
    expect(Math.abs(mean(({ crossFitted }) => crossFitted) - 0.25)).toBeLessThan(0.004);
    expect(mean(({ lower, upper }) => Number(lower <= 0.25 && upper >= 0.25))).toBeGreaterThan(0.9);
    expect(found.filter(({ lead }) => lead > 3)).toEqual([]);
  });

  it('lies with its value inside its interval, whatever the counts and their scale', () => {
    const replicate = fc.array(fc.nat({ max: 50 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(replicate, { minLength: 2, maxLength: 30 }), fc.nat({ max: 5 }), (replicates, k) => {
        fc.pre(replicates.filter((counts) => counts.some((n) => n > 0)).length > 1);
        const found = crossFit(replicates, top(k + 1));
        expect(found.lower).toBeLessThanOrEqual(found.value);
        expect(found.upper).toBeGreaterThanOrEqual(found.value);
        const scaled = crossFit(
          replicates.map((counts) => counts.map((n) => 4 * n)),
          top(k + 1),
        );
        expect(scaled.lower).toBeCloseTo(found.lower, 10);
        expect(scaled.crossFitted).toBeCloseTo(found.crossFitted, 12);
      }),
    );
  });

  it('of all units is everything, and of one replicate an error with a name', () => {
    expect(crossFit(draw('all', 5, [3, 3]), top(2))).toMatchObject({ value: 1, lower: 1, upper: 1, lead: Infinity });
    expect(() =>
      crossFit(
        [
          [1, 2],
          [0, 0],
        ],
        top(1),
      ),
    ).toThrow(EmptySetError);
  });
});
