import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Finding, findings, type PublishedRow, publishedPlaces, toldCounts } from './attacker.js';
import { type Quantity, releaseSums, type Sum } from './attacker-sums.js';
import { solve } from './attacker-system.js';

/** A release as anybody can read it: the rows of its cells.csv, and what else it tells by quantity. */
export interface PublishedRelease {
  readonly rows: readonly PublishedRow[];
  readonly told?: ReadonlyMap<Quantity, number>;
}

/** Stands for one: what is known enters a sum as its multiple. */
const ONE = 'one';
const grown = (name: Quantity): Quantity => `grown:${name}`;

/**
 * Tries to compute exactly what a release and its correction withhold, taken together. Of late conversations it is known
 * that they only add: each count of the correction is that of the release and a growth that is not negative.
 * @returns what was found of the correction, and of the release, sorted by place
 */
export function attackCorrection(
  release: PublishedRelease,
  correction: PublishedRelease,
  taxonomy: Taxonomy,
): { readonly release: Finding[]; readonly correction: Finding[] } {
  const [before, after] = [release, correction].map(({ rows, told }) => toldCounts(rows, taxonomy, told));
  if (!before || !after) return { release: [], correction: [] };
  const sums = releaseSums(taxonomy);
  const system = [
    ...sums,
    ...sums.map((sum) => new Map([...sum].map(([name, coefficient]) => [grown(name), coefficient]))),
    ...sums.map((sum) => expand(sum, after)),
    ...[...after.keys()].map((name) => expand(new Map([[name, 1]]), after, true)),
  ];
  const solution = solve(system, new Map([...before, [ONE, 1]]));
  const later = new Map(
    [...solution].flatMap(([name, count]) => {
      const growth = solution.get(grown(name));
      return growth === undefined ? [] : [[name, count + growth] as const];
    }),
  );
  return {
    release: findings(solution, publishedPlaces(release.rows), taxonomy),
    correction: findings(later, publishedPlaces(correction.rows), taxonomy),
  };
}

/** A sum of the correction in terms of the release and what has grown; what the correction tells stands as a number. */
function expand(sum: Sum, known: ReadonlyMap<Quantity, number>, given = false): Sum {
  const expanded = new Map<Quantity, number>();
  const add = (name: Quantity, value: number) => expanded.set(name, (expanded.get(name) ?? 0) + value);
  for (const [name, coefficient] of sum) {
    const count = known.get(name);
    if (count !== undefined) add(ONE, given ? -coefficient * count : coefficient * count);
    if (count === undefined || given) for (const part of [name, grown(name)]) add(part, coefficient);
  }
  return expanded;
}
