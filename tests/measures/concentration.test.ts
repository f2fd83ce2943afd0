import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveNumber, entropyNats, gini, herfindahl, lorenz, topShare } from '../../src/measures/concentration.js';
import { COUNTRY_FLOOR, type PlaceUsage, perCapitaIndex } from '../../src/measures/per-capita.js';
import type { Shares } from '../../src/measures/shares.js';
import { locationQuotients } from '../../src/measures/specialisation.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';

describe('concentration', () => {
  it('of equal units is the least there is', () => {
    const equal = [3, 3, 3, 3];
    expect(herfindahl(equal)).toBe(0.25);
    expect(effectiveNumber(equal)).toBe(4);
    expect(entropyNats(equal)).toBeCloseTo(Math.log(4), 12);
    expect(gini(equal)).toBeCloseTo(0, 12);
  });

  it('of one used unit among four is the most', () => {
    expect(herfindahl([0, 8, 0, 0])).toBe(1);
    expect(entropyNats([0, 8, 0, 0])).toBe(0);
    expect(gini([0, 8, 0, 0])).toBe(0.75);
    expect(topShare([0, 8, 0, 0], 1)).toBe(1);
  });

  it('has known values for known shares', () => {
    expect(topShare([1, 2, 3, 4], 2)).toBeCloseTo(0.7, 12);
    expect(gini([1, 2, 3, 4])).toBeCloseTo(0.25, 12);
    expect(lorenz([3, 1]).map(({ units, usage }) => [units, usage])).toEqual([
      [0, 0],
      [0.5, 0.25],
      [1, 1],
    ]);
  });

  it('Gini is one less twice the area under the Lorenz curve', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (values) => {
        fc.pre(values.some((value) => value > 0));
        const points = lorenz(values);
        const area = points.slice(1).reduce((sum, { usage }, i) => sum + (usage + (points[i]?.usage ?? 0)) / 2, 0);
        expect(gini(values)).toBeCloseTo(1 - (2 * area) / values.length, 10);
      }),
    );
  });

  it('of nothing is an error with a name', () => {
    for (const measure of [herfindahl, effectiveNumber, entropyNats, gini, lorenz])
      expect(() => measure([0, 0])).toThrow(EmptySetError);
    expect(() => topShare([], 1)).toThrow(EmptySetError);
  });
});

describe('specialisation', () => {
  const shares = (values: number[], overrides: Partial<Shares> = {}): Shares => ({
    level: 'occupation',
    base: 'with_task',
    keys: ['x', 'y', 'z'],
    values: Float64Array.from(values),
    elsewhere: 0,
    ...overrides,
  });

  it('is the share over the share in the parent', () => {
    const quotients = locationQuotients(shares([0.6, 0.2, 0.2]), shares([0.3, 0.7, 0]));
    expect(quotients.map(({ quotient }) => quotient)).toEqual([2, 0.2 / 0.7, null]);
  });

  it('refuses to mix bases', () => {
    expect(() => locationQuotients(shares([1, 0, 0]), shares([1, 0, 0], { base: 'sample' }))).toThrow(
      'occupation of with_task and occupation of sample cannot be compared',
    );
    expect(() => locationQuotients(shares([1, 0, 0]), shares([0, 0, 0]))).toThrow(EmptySetError);
  });
});

describe('the usage index per capita', () => {
  const place = (key: string, usage: number, population: number | null): PlaceUsage => ({ key, usage, population });
  const places = [
    place('A', 600, 100),
    place('B', 200, 100),
    place('C', 199, 100),
    place('D', 1, 100),
    place('E', 9, null),
  ];
  const index = (denominator: 'all_with_population' | 'reaching_floor') =>
    perCapitaIndex(places, { denominator, floor: COUNTRY_FLOOR });

  it('is the share of usage over the share of people, by the declared denominator', () => {
    expect(index('all_with_population')[0]?.index).toBeCloseTo(0.6 / 0.25, 12);
    expect(index('reaching_floor')[0]?.index).toBeCloseTo(0.75 / 0.5, 12);
  });

  it('is not given below the floor or without a population', () => {
    expect(index('all_with_population').map(({ missing, tier }) => [missing, tier])).toEqual([
      [null, 'leading'],
      [null, 'lower_middle'],
      ['below_floor', 'minimal'],
      ['below_floor', 'minimal'],
      ['no_population', null],
    ]);
  });

  it('is one on the average of the people in the denominator', () => {
    const known = index('reaching_floor').filter((one) => one.index !== null);
    expect(known.reduce((sum, one) => sum + (one.index ?? 0), 0) / known.length).toBeCloseTo(1, 12);
  });

  it('of nothing is an error with a name', () => {
    expect(() => perCapitaIndex([], { denominator: 'all_with_population', floor: 100 })).toThrow(EmptySetError);
    const few = [place('A', 5, 10)];
    expect(() => perCapitaIndex(few, { denominator: 'reaching_floor', floor: 100 })).toThrow(EmptySetError);
  });
});
