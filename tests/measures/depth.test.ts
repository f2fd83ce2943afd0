import { describe, expect, it } from 'vitest';
import { depth, depthCurve, heldTasks, PUBLISHED_DEPTH, usedParts } from '../../src/measures/depth.js';
import { commonGround, rarefiedDepth, rarefiedPresence, rarefiedTasks } from '../../src/measures/rarefaction.js';
import { compareRational, rational } from '../../src/measures/rational.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { taxonomyOf } from '../support/counts.js';
import { usageOf } from './usages.js';

/** Ten tasks of one occupation, four of another. */
const taxonomy = taxonomyOf({
  ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`a${i}`, ['11-1011.00']])),
  ...Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`b${i}`, ['15-1252.00']])),
});

function supplemental(taxonomy: Taxonomy, codes: readonly string[]): Taxonomy {
  const type = 'Supplemental' as const;
  return {
    ...taxonomy,
    tasks: taxonomy.tasks.map((task) =>
      codes.includes(task.code) ? { ...task, holders: task.holders.map((holder) => ({ ...holder, type })) } : task,
    ),
  };
}

describe('fractions', () => {
  it('compare exactly where floating numbers do not', () => {
    expect(compareRational(rational(3, 10), rational(30, 100))).toBe(0);
    expect(0.1 + 0.2 >= 0.3 && 0.3 - 0.1 >= 0.2).toBe(false);
    expect(compareRational(rational(7, 10), rational(2, 3))).toBeGreaterThan(0);
  });

  it('are of whole numbers', () => {
    expect(() => rational(1.5, 2)).toThrow(RangeError);
    expect(() => rational(1, 0)).toThrow(RangeError);
  });
});

describe('depth', () => {
  const usage = usageOf(taxonomy, { a0: 5, a1: 1, a2: 1, b0: 9 });

  it('counts an occupation at exactly the threshold, unless the bound is exclusive', () => {
    const parts = usedParts(usage, heldTasks(taxonomy), PUBLISHED_DEPTH);
    expect(depth(parts, rational(30, 100), 'inclusive')).toEqual({ occupations: 1, of: 2, value: 0.5 });
    expect(depth(parts, rational(30, 100), 'exclusive').occupations).toBe(0);
    expect(depth(parts, rational(25, 100), 'inclusive').occupations).toBe(2);
    expect(depth(parts, rational(25, 100), 'exclusive').occupations).toBe(1);
  });

  it('has a curve of every part that occurs', () => {
    expect(depthCurve(usedParts(usage, heldTasks(taxonomy), PUBLISHED_DEPTH))).toEqual([
      { threshold: { numerator: 1, denominator: 4 }, occupations: 2, of: 2, value: 1 },
      { threshold: { numerator: 3, denominator: 10 }, occupations: 1, of: 2, value: 0.5 },
    ]);
  });

  it('takes a floor, and a universe of used occupations', () => {
    const parts = usedParts(usage, heldTasks(taxonomy), { occupations: 'used', floor: 6 });
    expect(parts).toEqual([{ occupation: '15-1252.00', part: { numerator: 1, denominator: 4 } }]);
  });

  it('of core statements leaves the others out of numerator and denominator', () => {
    const held = heldTasks(supplemental(taxonomy, ['a1', 'a9']), 'core');
    expect(usedParts(usage, held, PUBLISHED_DEPTH)[0]?.part).toEqual({ numerator: 1, denominator: 4 });
  });

  it('of no occupation is an error with a name', () => {
    expect(() => usedParts(usage, [], PUBLISHED_DEPTH)).toThrow(EmptySetError);
    expect(() => usedParts(usage, heldTasks(taxonomy), { occupations: 'used', floor: 10 })).toThrow(EmptySetError);
    expect(() => depth([], rational(1, 4), 'inclusive')).toThrow(EmptySetError);
  });
});

describe('depth on common ground', () => {
  const held = heldTasks(taxonomy);
  const large = usageOf(taxonomy, { a0: 50, a1: 30, a2: 18, a3: 1, b0: 1 });
  const small = usageOf(taxonomy, { a0: 6, a1: 4 }, { floor: 2 });

  it('is the smaller size and the larger floor', () => {
    expect(commonGround(large, small)).toEqual({ n: 10, floor: 2 });
  });

  it('has the hypergeometric chances of a draw', () => {
    const presence = rarefiedPresence(usageOf(taxonomy, { a0: 3, a1: 2 }), { n: 2, floor: 1 });
    expect(presence[0]).toBeCloseTo(1 - 1 / 10, 12);
    expect(presence[1]).toBeCloseTo(1 - 3 / 10, 12);
    expect(rarefiedPresence(usageOf(taxonomy, { a0: 3, a1: 2 }), { n: 2, floor: 2 })[0]).toBeCloseTo(3 / 10, 12);
  });

  it('finds fewer tasks in fewer conversations, and all of them in all', () => {
    const tasks = [1, 5, 20, 60, 100].map((n) => rarefiedTasks(large, { n, floor: 1 }));
    expect(tasks).toEqual([...tasks].sort((a, b) => a - b));
    expect(tasks[0]).toBeCloseTo(1, 10);
    expect(tasks[4]).toBe(5);
  });

  it('with everything drawn is the depth itself', () => {
    const parts = usedParts(large, held, PUBLISHED_DEPTH);
    for (const percent of [10, 25, 40, 41])
      expect(rarefiedDepth(large, held, rational(percent, 100), { n: 100, floor: 1 })).toBeCloseTo(
        depth(parts, rational(percent, 100), 'inclusive').value,
        12,
      );
  });

  it('refuses what cannot be drawn', () => {
    expect(() => rarefiedTasks(small, { n: 11, floor: 1 })).toThrow('11 of 10 conversations');
    expect(() => rarefiedTasks(usageOf(taxonomy, { a0: 1.5 }), { n: 1, floor: 1 })).toThrow(RangeError);
    const percent = usageOf(taxonomy, { a0: 100 }, { unit: 'percent' });
    expect(() => rarefiedTasks(percent, { n: 1, floor: 1 })).toThrow('counts, not percentages');
  });
});
