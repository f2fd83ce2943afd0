import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile, incompleteBeta } from '../../src/statistics/beta.js';
import { logGamma } from '../../src/statistics/gamma.js';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.js';
import { studentCdf, studentQuantile } from '../../src/statistics/student.js';

// Reference values were computed with 40 digits from the functions' definitions.

/** Closeness as a fraction of the expected value. */
function expectRelative(actual: number, expected: number, precision = 1e-11): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(precision * Math.abs(expected));
}

describe('the logarithm of the gamma function', () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [3.7, 1.4280723266653879],
    [25, 54.78472939811232],
    [1000.5, 5908.674175848678],
    [1e6, 12815504.569147613],
  ])('at %d is known', (x, expected) => {
    expectRelative(logGamma(x), expected, 1e-13);
  });

  it('is not defined at zero', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});

describe('the incomplete beta function', () => {
  it.each([
    [0.3, 2, 5, 0.579825],
    [0.01, 0.5, 30, 0.5606656310947488],
    [0.98, 40, 1.5, 0.6534528678497796],
    [0.16, 106, 554, 0.4926473917023403],
    [0.0005, 3, 9000, 0.8266046760970087],
    [0.5, 2500, 2500, 0.5],
  ])('at %d with %d and %d is known', (x, a, b, expected) => {
    expectRelative(incompleteBeta(x, a, b), expected, 1e-10);
  });

  it('has the known quantiles', () => {
    expectRelative(betaQuantile(0.025, 7.375, 39.5), 0.06909626337600999);
    expectRelative(betaQuantile(0.975, 0.2, 12), 0.12206279388601397);
    expectRelative(betaQuantile(0.025, 106, 555), 0.1334054648955206);
    expectRelative(betaQuantile(0.975, 1, 4999), 0.0007376512769480526);
    expectRelative(betaQuantile(0.025, 0.7, 0.4), 0.014955932259258594);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  });

  it('is the inverse of its quantile', () => {
    const parameter = fc.double({ min: 0.5, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter, parameter, (p, a, b) => {
        expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
      }),
    );
  });

  it('needs positive parameters and a probability', () => {
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(RangeError);
    expect(() => betaQuantile(1.5, 1, 1)).toThrow(RangeError);
  });
});

describe("Student's t", () => {
  it.each([
    [0.975, 1, 12.706204736174705],
    [0.975, 1.5, 6.0166631044279315],
    [0.975, 6.879, 2.3730821233142554],
    [0.975, 10, 2.228138851986275],
    [0.995, 30, 2.7499956535672254],
    [0.975, 659, 1.9635702973223796],
    [0.975, 100000, 1.9599877075346095],
  ])('at %d with %d degrees of freedom is known', (p, df, expected) => {
    expectRelative(studentQuantile(p, df), expected, 1e-10);
    expect(studentQuantile(1 - p, df)).toBeCloseTo(-expected, 8);
    expect(studentCdf(expected, df)).toBeCloseTo(p, 10);
  });

  it('is even, and one half in the middle', () => {
    expect([studentQuantile(0.5, 4), studentCdf(0, 4)]).toEqual([0, 0.5]);
    expect(() => studentQuantile(0, 4)).toThrow(RangeError);
  });
});

describe('the normal distribution', () => {
  it.each([
    [0.975, 1.9599639845400543],
    [0.6, 0.2533471031357998],
    [0.001, -3.0902323061678136],
    [1e-10, -6.361340902404057],
    [0.999999, 4.753424308822899],
  ])('has the known quantile at %d', (p, expected) => {
    expectRelative(normalQuantile(p), expected, 1e-10);
  });

  it.each([
    [-8, 6.220960574271784e-16],
    [-2.5, 0.006209665325776135],
    [-1, 0.15865525393145705],
    [0.3, 0.6179114221889527],
    [2.49, 0.9936128452350568],
    [3.5, 0.9997673709209645],
  ])('has the known distribution function at %d', (x, expected) => {
    expectRelative(normalCdf(x), expected, 1e-12);
  });

  it('has no quantile at one', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});
