import { compareExternal } from '../measures/external-delta.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { ReadRelease } from './aei-release.js';
import { wideSnapshot } from './external-aei.js';
import type { Finding } from './reproduction.js';

const Z = 1.959963984540054;

/**
 * What changed between two releases, in percentage points, from recovered counts. Both name no accounts, so conversations
 * are taken as independent, and the two samples too: standard errors are a lower bound. Tasks that only one release
 * publishes have no change: in the other they are below the floor.
 */
export function compareReleases(
  from: ReadRelease,
  to: ReadRelease,
  taxonomy: Taxonomy,
): Pick<Finding, 'deltas' | 'belowFloor'> {
  const { deltas, belowFloor } = compareExternal(wideSnapshot(from), wideSnapshot(to), taxonomy, 'with_task');
  const texts = new Map(taxonomy.tasks.map(({ code, text }) => [code as string, text]));
  return {
    deltas: deltas.map(({ facet, key, delta, standardError }) => {
      const [deltaPp, sePp] = [100 * delta, 100 * (standardError ?? Number.NaN)];
      return { facet, key, deltaPp, sePp, lowerPp: deltaPp - Z * sePp, upperPp: deltaPp + Z * sePp };
    }),
    belowFloor: [...belowFloor].flatMap(([release, codes]) =>
      codes.map((code) => ({ release, task: texts.get(code) ?? code })),
    ),
  };
}
