import { describe, expect, it } from 'vitest';
import { type ActivityMetrics, applicabilityScore, effectiveCoverage } from '../../src/measures/applicability.js';
import { byOccupation } from '../../src/measures/classification.js';
import {
  exposureKendall,
  exposureSpearman,
  gapMap,
  type LabelledTask,
  occupationExposure,
  pairWithExposure,
  usageByExposure,
} from '../../src/measures/exposure.js';
import { shares } from '../../src/measures/shares.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { taxonomyOf } from '../support/counts.js';
import { usageOf } from './usages.js';

const taxonomy = taxonomyOf({ a: ['11-1011.00'], b: ['13-2011.00'], c: ['15-1252.00'], d: ['27-3041.00'] });
const usage = usageOf(taxonomy, { a: 10, b: 30, c: 60 });

describe('exposure of occupations', () => {
  const label = (overrides: Partial<LabelledTask>): LabelledTask => ({
    occupation: 'x',
    type: 'Core',
    exposure: 'E1',
    ...overrides,
  });

  it('weighs core tasks twice and halves E2 in beta', () => {
    const labels = [label({}), label({ type: null, exposure: 'E2' }), label({ type: 'Supplemental', exposure: 'E0' })];
    expect(occupationExposure(labels, 'alpha').get('x')).toBe(0.5);
    expect(occupationExposure(labels, 'beta').get('x')).toBe(2.5 / 4);
    expect(occupationExposure(labels, 'gamma').get('x')).toBe(0.75);
  });

  it('of occupations whose tasks weigh nothing is absent', () => {
    expect(occupationExposure([label({ type: null })], 'beta', { core: 1, other: 0 }).size).toBe(0);
  });
});

describe('exposure beside usage', () => {
  const pairs = pairWithExposure(
    shares(usage, byOccupation(taxonomy, 'equal_split'), 'with_task'),
    new Map([
      ['11-1011.00', 0.1],
      ['15-1252.00', 0.9],
      ['27-3041.00', 0.8],
    ]),
  );

  it('pairs what has both, unused units too', () => {
    expect(pairs.keys).toEqual(['11-1011.00', '15-1252.00', '27-3041.00']);
    expect([...pairs.usage]).toEqual([0.1, 0.6, 0]);
  });

  it('correlates by rank', () => {
    expect(exposureSpearman(pairs)).toBe(0.5);
    expect(exposureKendall(pairs)).toBeCloseTo(1 / 3, 12);
  });

  it('maps where they part', () => {
    expect(Object.fromEntries(gapMap(pairs, { exposed: 0.8, used: 0 }))).toEqual({
      exposed_used: ['15-1252.00'],
      exposed_unused: ['27-3041.00'],
      unexposed_used: ['11-1011.00'],
      unexposed_unused: [],
    });
  });

  it('adds usage by class of task', () => {
    expect(usageByExposure(usage, ['E0', 'E2', 'E1', 'E1'])).toEqual({ E0: 0.1, E2: 0.3, E1: 0.6, unlabelled: 0 });
    expect(usageByExposure(usage, [null, 'E2', 'E1', 'E1']).unlabelled).toBe(0.1);
  });

  it('of nothing is an error with a name', () => {
    const all = shares(usage, byOccupation(taxonomy, 'equal_split'), 'with_task');
    expect(() => pairWithExposure(all, new Map())).toThrow(EmptySetError);
    expect(() => usageByExposure(usageOf(taxonomy, {}), [])).toThrow(EmptySetError);
  });
});

describe('applicability', () => {
  const side = (share: number, completion: number | null = 0.8, scope = 0.5) => ({ share, completion, scope });
  const metrics = new Map<string, ActivityMetrics>([
    ['covered', { user: side(0.01), ai: side(0.02, 0.9, 0.2) }],
    ['at the threshold', { user: side(0.0005), ai: side(0.0006, 1, 1) }],
    ['rare', { user: side(0, null), ai: side(0, null) }],
  ]);
  const weights = [
    { activity: 'covered', weight: 2 },
    { activity: 'at the threshold', weight: 1 },
    { activity: 'rare', weight: 1 },
  ];

  it('counts an activity only above the threshold', () => {
    expect(effectiveCoverage(weights, metrics, 'user')).toBe(0.5);
    expect(effectiveCoverage(weights, metrics, 'ai')).toBe(0.75);
  });

  it('is the mean of both sides, completion times scope', () => {
    expect(applicabilityScore(weights, metrics)).toBeCloseTo((0.5 * 0.4 + (0.5 * 0.18 + 0.25)) / 2, 12);
  });

  it('does not depend on the scale of weights', () => {
    const scaled = weights.map((one) => ({ ...one, weight: one.weight * 37 }));
    expect(applicabilityScore(scaled, metrics)).toBeCloseTo(applicabilityScore(weights, metrics), 12);
  });

  it('refuses a covered activity that nobody rated, and weights of nothing', () => {
    const unrated = new Map([['covered', { user: side(0.01, null), ai: side(0) }]]);
    expect(() => applicabilityScore(weights, unrated)).toThrow('Activity covered is covered, but not rated.');
    expect(() => applicabilityScore([], metrics)).toThrow(EmptySetError);
    expect(() => effectiveCoverage([{ activity: 'rare', weight: 0 }], metrics, 'ai')).toThrow(EmptySetError);
  });
});
