import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/measures/cell.js';
import { isTopHeavy, qualityOf, worse } from '../../src/measures/quality.js';

const GOOD: Estimate = { value: 0.4, lower: 0.35, upper: 0.45, standardError: 0.02, df: 50, effectiveN: 400 };

describe('the quality of a number', () => {
  it.each([
    ['ok with a large effective size and a narrow interval', {}, 'ok'],
    ['ok at exactly 30', { effectiveN: 30 }, 'ok'],
    ['unreliable under 30', { effectiveN: 29.9 }, 'unreliable'],
    ['unreliable with an interval wider than .30', { lower: 0.2, upper: 0.51 }, 'unreliable'],
    ['unreliable with an interval wider than 130 % of it', { value: 0.05, lower: 0.01, upper: 0.08 }, 'unreliable'],
    ['to be reviewed with one a little narrower than that', { value: 0.05, lower: 0.02, upper: 0.08 }, 'review'],
    ['to be reviewed with one wider than 90 % of it', { value: 0.05, lower: 0.03, upper: 0.0751 }, 'review'],
    ['ok with one narrower than that', { value: 0.05, lower: 0.03, upper: 0.0749 }, 'ok'],
    ['to be reviewed under 50 degrees of freedom', { df: 49.9 }, 'review'],
    ['ok at exactly 50', { df: 50 }, 'ok'],
    ['unreliable rather than to be reviewed', { df: 2, effectiveN: 10 }, 'unreliable'],
  ] as const)('is %s', (_, overrides, quality) => {
    expect(qualityOf({ ...GOOD, ...overrides })).toBe(quality);
  });

  it('is to be reviewed at best where the sample is top-heavy', () => {
    expect(qualityOf(GOOD, true)).toBe('review');
    expect(qualityOf({ ...GOOD, effectiveN: 10 }, true)).toBe('unreliable');
  });

  it('calls a sample top-heavy where the largest account makes more than one part in the root of all accounts', () => {
    expect(isTopHeavy({ n: 1000, accounts: 100, top1: 100 })).toBe(false);
    expect(isTopHeavy({ n: 1000, accounts: 100, top1: 101 })).toBe(true);
    expect(isTopHeavy({ n: 12, accounts: 1, top1: 12 })).toBe(false);
  });

  it('of two is the worse', () => {
    expect([worse('ok', 'review'), worse('unreliable', 'review'), worse('ok', 'ok')]).toEqual([
      'review',
      'unreliable',
      'ok',
    ]);
  });
});
