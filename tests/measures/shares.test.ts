import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byActivity } from '../../src/measures/activities.js';
import { byMajorGroup, byOccupation, byTask, tally } from '../../src/measures/classification.js';
import { depth, depthCurve, heldTasks, PUBLISHED_DEPTH, usedParts } from '../../src/measures/depth.js';
import { rational } from '../../src/measures/rational.js';
import { type Shares, shareOf, shares } from '../../src/measures/shares.js';
import { joinUsage, sumOf } from '../../src/measures/task-usage.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import type { OccupationCode } from '../../src/taxonomy/taxonomy.js';
import { taxonomyOf } from '../support/counts.js';
import { RECIPE, usageOf, usedTaxonomies, withFacts } from './usages.js';

const taxonomy = taxonomyOf({ a: ['11-1011.00'], b: ['11-1021.00', '15-1251.00'], c: ['15-1251.00', '15-1252.00'] });
const usage = usageOf(taxonomy, { a: 10, b: 20, c: 30, none: 40 });

function asRecord({ keys, values }: Shares) {
  return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
}

describe('shares of usage', () => {
  it('split a task equally among the occupations that hold it', () => {
    expect(asRecord(shares(usage, byOccupation(taxonomy, 'equal_split'), 'with_task'))).toEqual({
      '11-1011.00': 10 / 60,
      '11-1021.00': 10 / 60,
      '15-1251.00': 25 / 60,
      '15-1252.00': 15 / 60,
    });
  });

  it('count a task wholly for each holder when asked to, and once for a group', () => {
    const groups = shares(usage, byMajorGroup(taxonomy, 'whole_count'), 'with_task');
    expect(asRecord(groups)).toEqual({ '11-0000': 30 / 60, '15-0000': 50 / 60 });
  });

  it('split a task by employment, and equally where it is unknown of one holder', () => {
    const employed = withFacts(taxonomy, { '15-1251.00': { employment: 100 }, '15-1252.00': { employment: 300 } });
    const values = asRecord(shares(usage, byOccupation(employed, 'by_employment'), 'with_task'));
    expect(values['15-1252.00']).toBeCloseTo((30 * 0.75) / 60, 12);
    expect(values['11-1021.00']).toBeCloseTo(10 / 60, 12);
  });

  it('share the persons of one SOC code out among its O*NET occupations', () => {
    const detailed = taxonomyOf({ a: ['15-1252.00', '15-1252.01', '11-1011.00'] });
    const facts = { employment: 100 };
    const employed = withFacts(detailed, { '15-1252.00': facts, '15-1252.01': facts, '11-1011.00': facts });
    const one = shares(usageOf(employed, { a: 8 }), byMajorGroup(employed, 'by_employment'), 'with_task');
    expect(shareOf(one, '11-0000')).toBe(0.5);
  });

  it('keep none in the base of a sample, and name what is elsewhere', () => {
    const kept = shares(usage, byTask(taxonomy), 'sample');
    expect(shareOf(kept, 'a')).toBe(0.1);
    expect(kept.elsewhere).toBeCloseTo(0.4, 12);
  });

  it('of a unit that does not exist are an error', () => {
    expect(() => shareOf(shares(usage, byTask(taxonomy), 'with_task'), 'z')).toThrow('There is no task "z".');
  });

  it('of nothing are an error with a name', () => {
    const empty = usageOf(taxonomy, { none: 5 });
    expect(() => shares(empty, byTask(taxonomy), 'with_task')).toThrow(EmptySetError);
    expect(() => usedParts(empty, heldTasks(taxonomy), PUBLISHED_DEPTH)).toThrow(EmptySetError);
  });

  it('refuse counts that are none', () => {
    expect(() => usageOf(taxonomy, { a: Number.NaN })).toThrow('Task "a" has the count NaN.');
    expect(() => usageOf(taxonomy, { a: -1 })).toThrow(RangeError);
  });

  it('name the tasks that the taxonomy lacks', () => {
    const { unknown } = joinUsage([{ task: 'z', count: 3 }], taxonomy, ({ code }) => code, RECIPE);
    expect(unknown).toEqual([{ task: 'z', count: 3 }]);
  });
});

describe('shares of work activities', () => {
  const activity = (level: 'dwa' | 'iwa' | 'gwa', code: string, parent: string | null) => ({
    level,
    code,
    title: code,
    parent,
  });
  const activities = {
    activities: [
      activity('dwa', 'd1', 'i1'),
      activity('dwa', 'd2', 'i1'),
      activity('dwa', 'd3', 'i2'),
      activity('gwa', 'g1', null),
      activity('iwa', 'i1', 'g1'),
      activity('iwa', 'i2', 'g1'),
    ],
    links: [
      { occupation: '11-1011.00' as OccupationCode, taskId: 0, dwa: 'd1' },
      { occupation: '11-1011.00' as OccupationCode, taskId: 0, dwa: 'd2' },
      { occupation: '11-1011.00' as OccupationCode, taskId: 0, dwa: 'd3' },
      { occupation: '11-1021.00' as OccupationCode, taskId: 1, dwa: 'd3' },
    ],
  };
  const at = (level: 'dwa' | 'iwa' | 'gwa') => byActivity(taxonomy, activities, level, 'equal_split');

  it('split a task among its activities, which add up to theirs', () => {
    expect(tally(at('dwa'), usage.counts)[2]).toBeCloseTo(10 / 3 + 20, 12);
    expect(tally(at('iwa'), usage.counts)[0]).toBeCloseTo(20 / 3, 12);
    expect(tally(at('gwa'), usage.counts)[0]).toBeCloseTo(30, 12);
  });

  it('say how much usage no activity holds, or leave it out of the base', () => {
    expect(shares(usage, at('dwa'), 'with_task').elsewhere).toBeCloseTo(0.5, 12);
    expect(sumOf(shares(usage, at('iwa'), 'classified').values)).toBeCloseTo(1, 12);
  });
});

describe('for all usages', () => {
  const usageFrom = ({
    taxonomy,
    rows,
  }: {
    taxonomy: ReturnType<typeof taxonomyOf>;
    rows: { task: string; count: number }[];
  }) => joinUsage(rows, taxonomy, ({ code }) => code, RECIPE).usage;

  it('shares sum to one, and children to their parents', () => {
    fc.assert(
      fc.property(usedTaxonomies, (one) => {
        const usage = usageFrom(one);
        const occupations = shares(usage, byOccupation(one.taxonomy, 'equal_split'), 'with_task');
        const groups = shares(usage, byMajorGroup(one.taxonomy, 'equal_split'), 'with_task');
        expect(sumOf(occupations.values)).toBeCloseTo(1, 12);
        for (const [i, group] of groups.keys.entries()) {
          const children = occupations.values.filter((_, k) => occupations.keys[k]?.slice(0, 2) === group.slice(0, 2));
          expect(sumOf(children)).toBeCloseTo(groups.values[i] ?? 0, 12);
        }
      }),
    );
  });

  it('neither the order of rows nor splitting a row changes anything', () => {
    fc.assert(
      fc.property(usedTaxonomies, (one) => {
        const split = one.rows.flatMap(({ task, count }) => [
          { task, count: Math.floor(count / 2) },
          { task, count: Math.ceil(count / 2) },
        ]);
        expect(usageFrom({ ...one, rows: [...one.rows].reverse() })).toEqual(usageFrom(one));
        expect(usageFrom({ ...one, rows: split })).toEqual(usageFrom(one));
      }),
    );
  });

  it('depth falls with the threshold, grows with usage, and is one at zero', () => {
    const percents = [0, 10, 25, 50, 75, 100];
    fc.assert(
      fc.property(usedTaxonomies, (one) => {
        const held = heldTasks(one.taxonomy);
        const depths = (rows: typeof one.rows) => {
          const parts = usedParts(usageFrom({ ...one, rows }), held, PUBLISHED_DEPTH);
          return percents.map((percent) => depth(parts, rational(percent, 100), 'inclusive').value);
        };
        const [all, less] = [depths(one.rows), depths(one.rows.slice(0, 1 + one.rows.length / 2))];
        expect(all[0]).toBe(1);
        expect(all).toEqual([...all].sort((a, b) => b - a));
        for (const [i, value] of all.entries()) expect(value).toBeGreaterThanOrEqual(less[i] ?? 0);
      }),
    );
  });

  it('the curve passes through every depth', () => {
    fc.assert(
      fc.property(usedTaxonomies, (one) => {
        const parts = usedParts(usageFrom(one), heldTasks(one.taxonomy), PUBLISHED_DEPTH);
        for (const { threshold, value } of depthCurve(parts))
          expect(depth(parts, threshold, 'inclusive').value).toBe(value);
      }),
    );
  });
});
