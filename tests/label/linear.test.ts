import { describe, expect, it } from 'vitest';
import { type LinearModel, LinearScorer } from '../../src/label/local/linear.js';

const COLUMNS = 5;
const model: LinearModel = {
  buckets: 16,
  heads: [
    { name: 'two', classes: ['a', 'b'], scales: [0.5, 0.25] },
    { name: 'three', classes: ['c', 'd', 'e'], scales: [1, 0.5, 0.125] },
  ],
  weights: Int8Array.from({ length: 16 * COLUMNS }, (_, at) => ((at * 37) % 255) - 127),
};

/** One feature after the other, one column after the other. */
function plainly(buckets: Int32Array, values: Float32Array, { heads, weights }: LinearModel): number[][] {
  const scales = heads.flatMap((head) => head.scales);
  const scores = scales.map((scale, column) => {
    let sum = 0;
    buckets.forEach((bucket, at) => {
      sum += (values[at] ?? 0) * (weights[bucket * COLUMNS + column] ?? 0);
    });
    return sum * scale;
  });
  return [scores.slice(0, 2), scores.slice(2)].map((own) => {
    const total = own.reduce((sum, score) => sum + Math.exp(score), 0);
    return own.map((score) => score - Math.log(total));
  });
}

describe('the scores of a linear model', () => {
  const scorer = new LinearScorer(model);
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 11])('are those of a plain sum over %i features', (size) => {
    const buckets = Int32Array.from({ length: size }, (_, at) => (at * 7) % 16);
    const values = Float32Array.from({ length: size }, (_, at) => 0.1 / (1 + at));
    const logs = scorer.score({ buckets, values });
    expect(Array.from(logs.values(), ({ length }) => length)).toEqual([2, 3]);
    const expected = plainly(buckets, values, model);
    ['two', 'three'].forEach((name, head) => {
      Array.from(logs.get(name) ?? []).forEach((log, at) => {
        expect(log).toBeCloseTo(expected[head]?.[at] ?? Number.NaN, 10);
      });
    });
  });
});
