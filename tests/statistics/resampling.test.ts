import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.js';
import { bootstrap } from '../../src/statistics/bootstrap.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { jackknife, johnsonRustDf, kishDf } from '../../src/statistics/jackknife.js';
import { createRandom } from '../../src/statistics/random.js';

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaredError(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length * (values.length - 1));
}

describe('the jackknife', () => {
  it('of a mean is its usual squared standard error', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(values, (list) => {
        const without = list.map((_, b) => mean(list.filter((_, i) => i !== b)));
        const { variance } = jackknife(
          mean(list),
          without,
          list.map(() => 1),
        );
        expect(variance).toBeCloseTo(squaredError(list), 8);
      }),
    );
  });

  it('has one degree of freedom less than equal replicates by Kish', () => {
    expect(kishDf([3, 3, 3, 3])).toBeCloseTo(3, 12);
    expect(kishDf([1, 0, 0])).toBe(0);
  });

  it('has few degrees of freedom where one replicate makes most of the variance', () => {
    expect(johnsonRustDf(Float64Array.of(1, 0, 0, 0))).toBeCloseTo(3.16 - 2.77 / 2, 12);
    expect(johnsonRustDf(Float64Array.of(0, 0))).toBe(Number.POSITIVE_INFINITY);
    expect(jackknife(0, [1, 0, 0, 0], [1, 1, 1, 1]).df).toBeCloseTo(1.775, 12);
    expect(jackknife(0, [0, 0, 0], [1, 0, 0]).df).toBe(1);
  });

  it('of nothing is an error with a name', () => {
    expect(() => jackknife(0, [], [])).toThrow(EmptySetError);
    expect(() => kishDf([0, 0])).toThrow(EmptySetError);
  });
});

describe('the bootstrap', () => {
  const values = Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
  const weighted = (weights: Float64Array) =>
    weights.reduce((sum, w, i) => sum + w * (values[i] ?? 0), 0) / weights.length;

  it('of a mean has its usual standard error and no bias', () => {
    const { value, standardError, bias, lower, upper } = bootstrap(weighted, 60, 4000, createRandom('mean'));
    expect(value).toBeCloseTo(mean(values), 12);
    expect(standardError / Math.sqrt((squaredError(values) * 59) / 60)).toBeCloseTo(1, 1);
    expect(Math.abs(bias)).toBeLessThan(0.1 * standardError);
    expect((upper - lower) / (2 * 1.96 * standardError)).toBeCloseTo(1, 1);
  });

  it('shows the bias of a maximum', () => {
    const largest = (weights: Float64Array) => Math.max(...values.filter((_, i) => (weights[i] ?? 0) > 0));
    expect(bootstrap(largest, 60, 1000, createRandom('maximum')).bias).toBeLessThan(0);
  });

  it('gives the same for the same seed, and something else for another', () => {
    const draw = (seed: string) => bootstrap(weighted, 60, 200, createRandom(seed));
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('b').lower).not.toBe(draw('a').lower);
  });

  it('of a constant is that constant', () => {
    const { lower, upper, standardError, bias } = bootstrap(() => 3, 10, 100, createRandom('constant'));
    expect([lower, upper, standardError, bias]).toEqual([3, 3, 0, 0]);
  });

  it('needs replicates and draws', () => {
    expect(() => bootstrap(weighted, 0, 100, createRandom('none'))).toThrow(EmptySetError);
    expect(() => bootstrap(weighted, 60, 10, createRandom('few'))).toThrow(RangeError);
  });
});

describe('the false discovery rate', () => {
  it('finds the known four of fifteen (Benjamini and Hochberg 1995)', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p, 0.05)).toEqual(p.map((_, i) => i < 4));
    expect(benjaminiHochberg([...p].reverse(), 0.05)).toEqual(p.map((_, i) => i >= 11));
  });

  it('of nothing finds nothing', () => {
    expect(benjaminiHochberg([], 0.1)).toEqual([]);
  });

  it('finds no more than without correction, and keeps what is smaller than a finding', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (p) => {
        const found = benjaminiHochberg(p, 0.1);
        const largest = Math.max(-1, ...p.filter((_, i) => found[i]));
        expect(largest).toBeLessThanOrEqual(0.1);
        for (const [i, value] of p.entries()) if (value <= largest) expect(found[i]).toBe(true);
      }),
    );
  });
});
