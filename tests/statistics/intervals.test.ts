import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../../src/statistics/binomial.js';
import { pooledDesignEffect, steadiedVariance } from '../../src/statistics/design-effect.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { jeffreys } from '../../src/statistics/jeffreys.js';
import { kornGraubard } from '../../src/statistics/korn-graubard.js';
import { mover } from '../../src/statistics/mover.js';
import { wilson } from '../../src/statistics/wilson.js';

const share = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1e6);

describe('the exact interval of a share', () => {
  it('is the known one for 0, 10 and all of a sample', () => {
    expect(clopperPearson(0, 10).lower).toBe(0);
    expect(clopperPearson(0, 10).upper).toBeCloseTo(1 - 0.025 ** (1 / 10), 12);
    expect(clopperPearson(0.1, 100).lower).toBeCloseTo(0.0490047, 6);
    expect(clopperPearson(0.1, 100).upper).toBeCloseTo(0.1762226, 6);
    expect(clopperPearson(1, 10)).toEqual({ lower: expect.closeTo(0.025 ** (1 / 10), 12), upper: 1 });
  });

  it('takes samples that are not whole, and lies between those that are', () => {
    const [small, middle, large] = [10, 10.5, 11].map((n) => clopperPearson(0.3, n).upper);
    expect(middle).toBeLessThan(small ?? 0);
    expect(middle).toBeGreaterThan(large ?? 1);
  });

  it('mirrors when shares do', () => {
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 5000, noNaN: true }), (p, n) => {
        const [one, other] = [clopperPearson(p, n), clopperPearson(1 - p, n)];
        expect(one.lower).toBeCloseTo(1 - other.upper, 9);
      }),
    );
  });
});

describe("Jeffreys' interval", () => {
  it('is the known one for 10 of 100, and reaches the end where nothing was counted', () => {
    expect(jeffreys(0.1, 100).lower).toBeCloseTo(0.0525847, 6);
    expect(jeffreys(0.1, 100).upper).toBeCloseTo(0.1701239, 6);
    expect(jeffreys(0, 10).lower).toBe(0);
    expect(jeffreys(1, 10).upper).toBe(1);
  });

  it('lies inside the exact one', () => {
    fc.assert(
      fc.property(share, fc.double({ min: 2, max: 5000, noNaN: true }), (p, n) => {
        const [inner, outer] = [jeffreys(p, n), clopperPearson(p, n)];
        expect(inner.lower).toBeGreaterThanOrEqual(outer.lower - 1e-12);
        expect(inner.upper).toBeLessThanOrEqual(outer.upper + 1e-12);
      }),
    );
  });
});

describe("Wilson's interval", () => {
  it('is the known one for 10 of 100', () => {
    const { lower, upper } = wilson(10, 100);
    expect(lower).toBeCloseTo(0.0552291, 6);
    expect(upper).toBeCloseTo(0.174366, 6);
  });
});

describe("Korn and Graubard's interval", () => {
  it('is the exact one for a simple random sample', () => {
    const [p, n] = [0.2, 400];
    const { lower, upper, effectiveN } = kornGraubard(p, n, (p * (1 - p)) / n, n - 1);
    expect(effectiveN).toBeCloseTo(n, 9);
    expect([lower, upper]).toEqual(
      [clopperPearson(p, n).lower, clopperPearson(p, n).upper].map((x) => expect.closeTo(x, 9)),
    );
  });

  it('never takes a sample for more than it is', () => {
    expect(kornGraubard(0.2, 400, 1e-9, 1e6).effectiveN).toBe(400);
    expect(kornGraubard(0.2, 400, 0, 10).effectiveN).toBe(400);
  });

  it('divides by the design effect where all or nothing was counted', () => {
    expect(kornGraubard(0, 300, 0, 20, 3)).toEqual({ ...clopperPearson(0, 100), effectiveN: 100 });
    expect(kornGraubard(1, 300, 0, 20, 3)).toEqual({ ...clopperPearson(1, 100), effectiveN: 100 });
  });

  it('takes another interval at the effective size', () => {
    const { effectiveN, ...interval } = kornGraubard(0.2, 400, 0.002, 50, 1, jeffreys);
    expect(interval).toEqual(jeffreys(0.2, effectiveN));
    expect(effectiveN).toBe(kornGraubard(0.2, 400, 0.002, 50).effectiveN);
  });

  it('holds the share and lies between nought and one', () => {
    const n = fc.integer({ min: 1, max: 5000 });
    const variance = fc.double({ min: 0, max: 0.25, noNaN: true });
    fc.assert(
      fc.property(share, n, variance, fc.double({ min: 1, max: 300, noNaN: true }), (p, size, v, df) => {
        const { lower, upper } = kornGraubard(p, size, v, df, 2);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(p + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(p - 1e-12);
        expect(upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is wider with fewer degrees of freedom', () => {
    const width = (df: number) => {
      const { lower, upper } = kornGraubard(0.2, 400, 0.002, df);
      return upper - lower;
    };
    expect(width(3)).toBeGreaterThan(width(10));
    expect(width(10)).toBeGreaterThan(width(100));
  });
});

describe('the interval of a difference', () => {
  it('without correlation is the known one from two score intervals (Newcombe 1998, 56/70 and 48/80)', () => {
    const located = (k: number, n: number) => ({ value: k / n, ...wilson(k, n) });
    const { lower, upper } = mover(located(48, 80), located(56, 70), 0);
    expect(lower).toBeCloseTo(0.0524, 4);
    expect(upper).toBeCloseTo(0.3339, 4);
  });

  it('of symmetric intervals is the normal one, with the covariance', () => {
    const at = (value: number, half: number) => ({ value, lower: value - half, upper: value + half });
    const { lower, upper } = mover(at(0.2, 0.03), at(0.5, 0.04), 0.5);
    const half = Math.sqrt(0.03 ** 2 + 0.04 ** 2 - 2 * 0.5 * 0.03 * 0.04);
    expect([lower, upper]).toEqual([expect.closeTo(0.3 - half, 12), expect.closeTo(0.3 + half, 12)]);
  });

  it('mirrors when the periods change places', () => {
    const located = fc.tuple(share, share, share).map((three) => {
      const [lower = 0, value = 0, upper = 0] = three.sort((a, b) => a - b);
      return { lower, value, upper };
    });
    fc.assert(
      fc.property(located, located, fc.double({ min: -1, max: 1, noNaN: true }), (a, b, r) => {
        const [forth, back] = [mover(a, b, r), mover(b, a, r)];
        expect(forth.lower).toBeCloseTo(-back.upper, 12);
        expect(forth.lower).toBeLessThanOrEqual(b.value - a.value);
        expect(forth.upper).toBeGreaterThanOrEqual(b.value - a.value);
      }),
    );
  });
});

describe('variances that borrow strength', () => {
  it('have a design effect of one where the sample is simple, and never less', () => {
    const simple = { p: 0.2, variance: 0.16 / 100, n: 100 };
    expect(pooledDesignEffect([simple])).toBeCloseTo(1, 12);
    expect(pooledDesignEffect([{ ...simple, variance: 0 }])).toBe(1);
    expect(pooledDesignEffect([])).toBe(1);
    expect(pooledDesignEffect([{ ...simple, variance: 3 * simple.variance }, simple])).toBeCloseTo(2, 12);
  });

  it('are never below their own, and below twenty accounts do not use it', () => {
    const cell = { p: 0.5, variance: 0.01, n: 100 };
    expect(steadiedVariance(cell, 10, 1, 50)).toBe(0.01);
    expect(steadiedVariance(cell, 10, 6, 50)).toBeCloseTo((10 * 0.01 + 10 * 0.015) / 20, 12);
    expect(steadiedVariance(cell, 10, 1, 19)).toBeCloseTo(0.0025, 12);
  });
});

describe('a statistic of nothing', () => {
  it.each([
    ['the exact interval', () => clopperPearson(0, 0)],
    ["Wilson's interval", () => wilson(0, 0)],
    ["Jeffreys' interval", () => jeffreys(0, 0)],
    ["Korn and Graubard's interval", () => kornGraubard(0, 0, 0, 1)],
    ['the design effect', () => pooledDesignEffect([{ p: 0.5, variance: 0, n: 0 }])],
  ])('is an error with a name: %s', (_, compute) => {
    expect(compute).toThrow(EmptySetError);
  });
});
