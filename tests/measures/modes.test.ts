import { describe, expect, it } from 'vitest';
import { MODES, type Mode } from '../../src/label/labeller.js';
import { byMajorGroup } from '../../src/measures/classification.js';
import { type ModeCounts, modeShare, modeShares, type TaskModes, totalModes } from '../../src/measures/modes.js';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { taxonomyOf } from '../support/counts.js';

function counts(modes: Partial<Record<Mode, number>>, withheld = 0): ModeCounts {
  const zero = { none: 0, directive: 0, feedback_loop: 0, task_iteration: 0, learning: 0, validation: 0 };
  return { modes: { ...zero, ...modes }, withheld };
}

describe('automation and augmentation', () => {
  const some = counts({ directive: 3, feedback_loop: 1, task_iteration: 2, learning: 3, validation: 1, none: 10 }, 99);

  it('add up to one on the five modes', () => {
    expect(modeShare(some, 'automation', 'five_modes')).toBe(0.4);
    expect(modeShare(some, 'augmentation', 'five_modes')).toBe(0.6);
  });

  it('leave room for none on all conversations, and never count what is withheld', () => {
    expect(modeShare(some, 'automation', 'all')).toBe(0.2);
    expect(modeShare(some, 'augmentation', 'all')).toBe(0.3);
  });

  it('of nothing are an error with a name', () => {
    expect(() => modeShare(counts({ none: 4 }), 'automation', 'five_modes')).toThrow(EmptySetError);
    expect(() => modeShare(counts({}, 4), 'automation', 'all')).toThrow(EmptySetError);
  });

  it('are given for each unit that has a base', () => {
    const taxonomy = taxonomyOf({ a: ['11-1011.00'], b: ['15-1252.00', '11-1011.00'], c: ['27-3041.00'] });
    const zero = Object.fromEntries(MODES.map((mode) => [mode, new Float64Array(3)])) as TaskModes['modes'];
    const usage: TaskModes = {
      modes: { ...zero, directive: Float64Array.of(6, 4, 0), learning: Float64Array.of(0, 4, 0) },
      withheld: Float64Array.of(0, 0, 20),
    };
    expect(modeShares(usage, byMajorGroup(taxonomy, 'equal_split'), 'automation', 'five_modes')).toEqual([
      { key: '11-0000', value: 0.8, base: 10 },
      { key: '15-0000', value: 0.5, base: 4 },
    ]);
    expect(totalModes(usage)).toEqual(counts({ directive: 10, learning: 4 }, 20));
  });
});
