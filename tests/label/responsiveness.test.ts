import { describe, expect, it } from 'vitest';
import { responsiveness, type Said } from '../../src/label/responsiveness.js';

const said = (truth: string, ...all: readonly string[]): Said[] => all.map((one) => ({ truth, said: one }));

describe('responsiveness', () => {
  it('is 1 for a labeller that is always right, and 0 for one that always answers the same', () => {
    const right = [...said('a', 'a', 'a', 'a'), ...said('b', 'b', 'b', 'b')];
    expect(responsiveness(right, 2, 's')).toEqual({ slope: 1, interval: [1, 1], changes: 2 });
    const constant = [...said('a', 'a', 'a', 'a'), ...said('b', 'a', 'a', 'a')];
    expect(responsiveness(constant, 2, 's').slope).toBe(0);
  });

  it('is the part of a true change that shows: half, where half of each is taken for the other', () => {
    const half = [...said('a', 'a', 'a', 'a', 'b'), ...said('b', 'b', 'b', 'b', 'a')];
    const { slope, interval } = responsiveness(half, 2, 's');
    expect(slope).toBeCloseTo(0.5, 12);
    expect(interval[0]).toBeLessThan(0.5);
    expect(interval[1]).toBeGreaterThan(0.5);
    expect(responsiveness(half, 2, 's')).toEqual({ slope, interval, changes: 2 });
  });

  it('leaves values out that few have', () => {
    expect(responsiveness([...said('a', 'a', 'a'), ...said('b', 'b', 'b'), ...said('c', 'a')], 2, 's').changes).toBe(2);
  });
});
