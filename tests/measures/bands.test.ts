import { describe, expect, it } from 'vitest';
import {
  createPlacer,
  usageByBand,
  usageByQuartile,
  usageByValue,
  type Weighting,
  weightedMedian,
} from '../../src/measures/bands.js';
import { byOccupation } from '../../src/measures/classification.js';
import { shares } from '../../src/measures/shares.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { taxonomyOf } from '../support/counts.js';
import { usageOf, withFacts } from './usages.js';

const plain = taxonomyOf({
  a: ['11-1011.00'],
  b: ['13-2011.00'],
  c: ['15-1251.00'],
  d: ['27-3041.00'],
  e: ['35-1011.00'],
});
const taxonomy = withFacts(plain, {
  '11-1011.00': { medianWage: 100_000, employment: 100, jobZone: 5 },
  '13-2011.00': { medianWage: 60_000, employment: 100, jobZone: 4 },
  '15-1251.00': { medianWage: 80_000, employment: 100, jobZone: 4 },
  '27-3041.00': { medianWage: 40_000, employment: 700, jobZone: 4 },
});
const occupations = shares(
  usageOf(taxonomy, { a: 10, b: 10, c: 60, d: 10, e: 10 }),
  byOccupation(taxonomy, 'equal_split'),
  'with_task',
);
const byWage = (weighting: Weighting) => createPlacer(taxonomy, weighting, ({ medianWage }) => medianWage)(occupations);

describe('usage by wage', () => {
  it('says how much usage has no wage', () => {
    expect(byWage('employment').unplaced).toBeCloseTo(0.1, 12);
  });

  it('by bands stands beside the base it is compared with', () => {
    const [low, high] = usageByBand(byWage('employment'), [60_000]);
    expect(low).toMatchObject({ band: 'below 60000', base: 0.7 });
    expect(low?.usage).toBeCloseTo(1 / 9, 12);
    expect(high?.ratio).toBeCloseTo(8 / 9 / 0.3, 12);
    expect(usageByBand(byWage('occupations'), [60_000])[0]?.base).toBe(0.25);
  });

  it('by quarters of occupations has one of four in each', () => {
    expect(usageByQuartile(byWage('occupations')).map(({ band, base }) => [band, base])).toEqual([
      ['q1', 0.25],
      ['q2', 0.25],
      ['q3', 0.25],
      ['q4', 0.25],
    ]);
    expect(usageByQuartile(byWage('occupations'))[2]?.usage).toBeCloseTo(6 / 9, 12);
  });

  it('has a median by usage, and one of the base', () => {
    expect(weightedMedian(byWage('employment'), 'usage')).toBe(80_000);
    expect(weightedMedian(byWage('employment'), 'weight')).toBe(40_000);
    expect(weightedMedian(byWage('occupations'), 'weight')).toBe(60_000);
  });

  it('without wages is an error with a name', () => {
    const none = createPlacer(plain, 'employment', ({ medianWage }) => medianWage);
    expect(() => none(occupations)).toThrow(EmptySetError);
  });
});

describe('usage by job zone', () => {
  it('adds the occupations of a zone', () => {
    const zones = usageByValue(createPlacer(taxonomy, 'occupations', ({ jobZone }) => jobZone)(occupations));
    expect(zones.map(({ band, base }) => [band, base])).toEqual([
      ['4', 0.75],
      ['5', 0.25],
    ]);
    expect(zones[0]?.usage).toBeCloseTo(8 / 9, 12);
  });
});
