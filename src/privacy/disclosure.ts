import type { DisclosureRules } from '../config.js';
import { placeId } from '../measures/cell.js';
import type { Decisions } from '../measures/cells.js';
import type { Counts } from '../measures/tally.js';
import { allPlaces } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { auditTasks } from './audit.js';
import { holdingsOf, taskId } from './audit-sums.js';
import { relationsOf } from './hierarchy.js';
import { createRemedies } from './mending.js';
import { type Earlier, primaryReason, type Totals, totalsOf, withheldStill } from './protection.js';
import { smallestPublished, suppressToFixedPoint, type Withheld } from './suppression.js';

/**
 * Decides for every place of a snapshot whether it may be published (null) or why not. First what is too small or dominated
 * by itself, then what would give it away by addition, then what an audit by linear algebra still finds.
 * @param earlier what all earlier releases of the same period have published: nothing else may be, or two releases together would
 *   tell what each alone does not
 */
export function decideDisclosure(
  counts: Counts,
  taxonomy: Taxonomy,
  rules: DisclosureRules,
  earlier: Earlier = null,
): Decisions {
  const totals = totalsOf(counts);
  const relations = relationsOf(counts, taxonomy);
  const places = new Set([
    ...allPlaces(counts, taxonomy).map(placeId),
    ...taxonomy.tasks.map(({ code }) => taskId(code)),
    ...relations.flatMap(({ children }) => children),
  ]);
  const withheld: Withheld = new Map();
  for (const id of places) {
    const reason = primaryReason(totals.get(id), rules) ?? withheldStill(id, earlier);
    if (reason !== null) withheld.set(id, reason);
  }
  suppressToFixedPoint(relations, withheld, totals, rules);
  const holdings = holdingsOf(taxonomy);
  const remedies = createRemedies(taxonomy, holdings);
  for (;;) {
    const exposures = auditTasks(taxonomy, holdings, withheld, totals, rules);
    if (exposures.length === 0) break;
    mend(exposures.map(remedies), withheld, totals);
    suppressToFixedPoint(relations, withheld, totals, rules);
  }
  return new Map([...places].map((id) => [id, withheld.get(id) ?? null]));
}

/** Withholds a place for each exposure, from the first of its remedies that has one. */
function mend(exposures: readonly (readonly (readonly string[])[])[], withheld: Withheld, totals: Totals): void {
  const before = withheld.size;
  // All remedies are chosen before any is applied: one may mend several exposures.
  const chosen = exposures.map(
    (sets) => sets.find((places) => places.some((id) => isOpen(id, withheld, totals))) ?? [],
  );
  for (const places of chosen) {
    const next = smallestPublished(places, withheld, totals);
    if (next !== null) withheld.set(next, 'protects_another');
  }
  if (withheld.size === before) throw new Error('The audit found an exposure that no further suppression mends.');
}

function isOpen(id: string, withheld: Withheld, totals: Totals): boolean {
  return totals.has(id) && !withheld.has(id);
}
