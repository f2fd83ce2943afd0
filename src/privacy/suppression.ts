import type { DisclosureRules } from '../config.js';
import type { InsideReason } from '../measures/cell.js';
import type { Relation } from './hierarchy.js';
import { floorsHold, type Totals } from './protection.js';

/** Why each place is withheld; places that may be published are absent. Grows, never shrinks. */
export type Withheld = Map<string, InsideReason>;

/**
 * Secondary suppression to a fixed point. Wherever a total is known, either none or at least two of its parts are
 * withheld, and these reach the floors together; a total that is withheld has at least one withheld part, or its parts
 * would add up to it. Each time the smallest published part is withheld too, and the total itself once no part is left.
 */
export function suppressToFixedPoint(
  relations: readonly Relation[],
  withheld: Withheld,
  totals: Totals,
  rules: DisclosureRules,
): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const relation of relations) {
      while (!isSafe(relation, withheld, totals, rules)) {
        const next = smallestPublished(relation.children, withheld, totals) ?? relation.parent;
        if (withheld.has(next)) break;
        withheld.set(next, 'protects_another');
        changed = true;
      }
    }
  }
}

function isSafe(relation: Relation, withheld: Withheld, totals: Totals, rules: DisclosureRules): boolean {
  const { parent, children, empty, tellsParent } = relation;
  const hidden = children.filter((child) => withheld.has(child));
  const all = hidden.length === children.length;
  if (withheld.has(parent)) return tellsParent ? all : hidden.length + empty > 0;
  if (hidden.length + empty === 0) return true;
  // A total of which every part is withheld tells itself and nothing more.
  if (all && (tellsParent || hidden.length + empty > 1)) return true;
  return hidden.length + empty > 1 && floorsHold(hidden, totals, rules);
}

/** The published part with the fewest conversations; ties go to the first in code order. */
export function smallestPublished(children: readonly string[], withheld: Withheld, totals: Totals): string | null {
  let smallest: { id: string; n: number } | null = null;
  for (const id of children) {
    if (withheld.has(id)) continue;
    const n = totals.get(id)?.n ?? 0;
    if (smallest === null || n < smallest.n || (n === smallest.n && id < smallest.id)) smallest = { id, n };
  }
  return smallest?.id ?? null;
}
