import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta } from '../../src/diffusion/delta.js';
import { movers } from '../../src/diffusion/movers.js';

function delta(key: string, change: number, overrides: Partial<Delta> = {}): Delta {
  return {
    key: { facet: 'task', level: 'task', geography: 'GLOBAL', key, key2: '', measure: 'share', base: 'with_task' },
    from: 0.2,
    to: 0.2 + change,
    delta: change,
    lower: change - 0.01,
    upper: change + 0.01,
    standardError: 0.005,
    df: 40,
    quality: 'ok',
    verdict: Math.abs(change) <= 0.01 ? 'no_clear_change' : change > 0 ? 'up' : 'down',
    ...overrides,
  };
}

const keys = (list: readonly Delta[]) => list.map(({ key }) => key.key);

describe('movers', () => {
  it('are the largest clear changes, up or down, largest first', () => {
    const deltas = [delta('1', 0.03), delta('2', -0.08), delta('3', 0.05), delta('4', 0.001)];
    expect(keys(movers(deltas, 2))).toEqual(['2', '3']);
    expect(keys(movers(deltas, 10))).toEqual(['2', '3', '1']);
  });

  it('hold nothing unreliable, however large', () => {
    const deltas = [delta('1', 0.5, { quality: 'unreliable' }), delta('2', 0.05, { quality: 'review' })];
    expect(keys(movers(deltas, 5))).toEqual(['2']);
  });

  it('leave out what is no discovery among so many', () => {
    const quiet = Array.from({ length: 200 }, (_, i) => delta(`quiet ${i}`, 0.001));
    // p is about .04: clear by itself, but one in 201 is expected to be that clear.
    const lone = delta('lone', 0.0106, { lower: 0.0003, verdict: 'up' });
    expect(movers([...quiet, lone], 5)).toEqual([]);
    expect(keys(movers([lone], 5))).toEqual(['lone']);
  });

  it('are none where there is nothing', () => {
    expect(movers([], 5)).toEqual([]);
  });

  it('are always trusted and clear', () => {
    const one = fc
      .tuple(fc.double({ min: -0.5, max: 0.5, noNaN: true }), fc.constantFrom('ok', 'review', 'unreliable'))
      .map(([change, quality]) => delta('1', change, { quality: quality as Delta['quality'] }));
    fc.assert(
      fc.property(fc.array(one), fc.nat(10), (deltas, count) => {
        const found = movers(deltas, count);
        expect(found.length).toBeLessThanOrEqual(count);
        for (const { quality, verdict } of found) {
          expect(quality).not.toBe('unreliable');
          expect(verdict).not.toBe('no_clear_change');
        }
      }),
    );
  });
});
