import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLink } from '../../src/new-tasks/average-link.js';
import { cosine, type TermVector, unit } from '../../src/new-tasks/term-vectors.js';

/** The same by its definition: the closest pair is merged first, by the mean over all pairs of members. */
function byDefinition(vectors: readonly TermVector[], threshold: number): readonly (readonly number[])[] {
  let clusters = vectors.map((_, at) => [at]);
  for (;;) {
    let best = { i: -1, j: -1, similarity: -1 };
    clusters.forEach((a, i) => {
      clusters.slice(i + 1).forEach((b, more) => {
        const similarity = meanOver(a, b, vectors);
        if (similarity > best.similarity) best = { i, j: i + 1 + more, similarity };
      });
    });
    if (best.similarity < threshold) return clusters.map((one) => one.sort((a, b) => a - b)).sort(byFirst);
    const together = [...(clusters[best.i] ?? []), ...(clusters[best.j] ?? [])];
    clusters = [...clusters.filter((_, at) => at !== best.i && at !== best.j), together];
  }
}

function meanOver(a: readonly number[], b: readonly number[], vectors: readonly TermVector[]): number {
  const empty: TermVector = new Map();
  const pairs = a.flatMap((x) => b.map((y) => cosine(vectors[x] ?? empty, vectors[y] ?? empty)));
  return pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
}

const byFirst = ([a = 0]: readonly number[], [b = 0]: readonly number[]) => a - b;
const weight = fc.double({ min: 0.1, max: 5, noNaN: true });
const vector = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...'abcdefgh'), weight), {
    minLength: 1,
    maxLength: 5,
    selector: ([term]) => term,
  })
  .map((entries) => unit(new Map(entries)));

describe('average-link clustering', () => {
  it('is what merging the closest pair first gives', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { maxLength: 12 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (vectors, cut) => {
          expect(averageLink(vectors, cut)).toEqual(byDefinition(vectors, cut));
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('ends where all are alike, and where none are', () => {
    const same = Array.from({ length: 50 }, () => unit(new Map([['a', 1]])));
    expect(averageLink(same, 0.9)).toEqual([same.map((_, at) => at)]);
    const apart = Array.from({ length: 50 }, (_, at) => unit(new Map([[`t${at}`, 1]])));
    expect(averageLink(apart, 0.1)).toEqual(apart.map((_, at) => [at]));
    expect(averageLink([], 0.1)).toEqual([]);
  });
});
