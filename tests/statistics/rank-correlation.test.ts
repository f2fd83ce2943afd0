import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmptySetError } from '../../src/statistics/empty-set-error.js';
import { kendallTauB, midranks, spearman } from '../../src/statistics/rank-correlation.js';

/** Every pair looked at: what the fast count must agree with. */
function slowTauB(x: readonly number[], y: readonly number[]): number {
  let [sum, nx, ny] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [Math.sign((x[i] ?? 0) - (x[j] ?? 0)), Math.sign((y[i] ?? 0) - (y[j] ?? 0))];
      sum += a * b;
      nx += a * a;
      ny += b * b;
    }
  }
  return sum / Math.sqrt(nx * ny);
}

describe('rank correlations', () => {
  it('share ranks among ties', () => {
    expect([...midranks([10, 30, 10, 20])]).toEqual([1.5, 4, 1.5, 3]);
  });

  it('have known values', () => {
    expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
    expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 12);
  });

  it('count pairs as looking at each of them does', () => {
    const pairs = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
        fc.pre(new Set(x).size > 1 && new Set(y).size > 1);
        expect(kendallTauB(x, y)).toBeCloseTo(slowTauB(x, y), 12);
        expect(kendallTauB(x, x)).toBeCloseTo(1, 12);
        expect(
          spearman(
            x,
            x.map((a) => -a),
          ),
        ).toBeCloseTo(-1, 12);
      }),
    );
  });

  it('of what does not vary, or of nothing, are an error with a name', () => {
    expect(() => spearman([1, 1], [1, 2])).toThrow(EmptySetError);
    expect(() => kendallTauB([1, 2], [3, 3])).toThrow(EmptySetError);
    expect(() => spearman([], [])).toThrow(EmptySetError);
    expect(() => kendallTauB([1], [1, 2])).toThrow('1 and 2 values cannot be paired');
  });
});
