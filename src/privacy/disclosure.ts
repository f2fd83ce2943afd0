import type { DisclosureRules } from '../config.js';
import { type InsideReason, placeId } from '../measures/cell.js';
import type { Decisions } from '../measures/cells.js';
import type { Counts } from '../measures/tally.js';
import { allPlaces } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { auditTasks } from './audit.js';
import { relationsOf } from './hierarchy.js';
import { primaryReason, totalsOf } from './protection.js';
import { smallestPublished, suppressToFixedPoint, type Withheld } from './suppression.js';

/**
 * Decides for every place of a snapshot whether it may be published (null) or why not. First what is too small or dominated
 * by itself, then what would give it away by addition, then what an audit by linear algebra still finds.
 * @param earlier places that a release of the same period has withheld before: they stay withheld, or the two releases
 *   together would tell what each alone does not
 */
export function decideDisclosure(
  counts: Counts,
  taxonomy: Taxonomy,
  rules: DisclosureRules,
  earlier: ReadonlySet<string> = new Set(),
): Decisions {
  const totals = totalsOf(counts);
  const relations = relationsOf(counts, taxonomy);
  const places = new Set([
    ...allPlaces(counts, taxonomy).map(placeId),
    ...relations.flatMap(({ children }) => children),
  ]);
  const withheld: Withheld = new Map();
  for (const id of places) {
    const reason =
      primaryReason(totals.get(id), rules) ?? (earlier.has(id) ? ('protects_another' satisfies InsideReason) : null);
    if (reason !== null) withheld.set(id, reason);
  }
  suppressToFixedPoint(relations, withheld, totals, rules);
  for (
    let exposures = auditTasks(taxonomy, withheld, totals, rules);
    exposures.length > 0;
    exposures = auditTasks(taxonomy, withheld, totals, rules)
  ) {
    const before = withheld.size;
    for (const { through } of exposures) {
      const next = smallestPublished(through, withheld, totals);
      if (next !== null) withheld.set(next, 'protects_another');
    }
    if (withheld.size === before) break;
    suppressToFixedPoint(relations, withheld, totals, rules);
  }
  return new Map([...places].map((id) => [id, withheld.get(id) ?? null]));
}
