import type { DisclosureRules } from '../config.js';
import { placeId } from '../measures/cell.js';
import { globalPlace } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Holding, type Knowledge, knowledgeOf, type Unknown } from './audit-sums.js';
import { isPositive, reduce } from './linear.js';
import { floorsHold, type Totals } from './protection.js';
import type { Withheld } from './suppression.js';

const WITH_TASK = placeId(globalPlace('outcome', 'outcome', 'with_task'));

/**
 * Looks for withheld counts that the published ones determine: an unknown that a linear combination of sums leaves alone,
 * or a sum of unknowns that is zero, for then all of them are. An unknown of several places is safe if it reaches the floors.
 * @returns the unknowns that must be protected better
 */
export function auditTasks(
  taxonomy: Taxonomy,
  holdings: readonly Holding[],
  withheld: Withheld,
  totals: Totals,
  rules: DisclosureRules,
): Unknown[] {
  // Without a base there is no share, and nothing is known.
  if (withheld.has(WITH_TASK)) return [];
  const knowledge = knowledgeOf(taxonomy, holdings, withheld);
  const found = [...reduce(knowledge.equations), ...knowledge.contrasts].flatMap((row) =>
    exposed([...row], knowledge, totals, rules),
  );
  // A task that is given away takes its modes along, so tasks come first.
  const tasks = found.filter(({ kind }) => kind !== 'modes');
  return tasks.length > 0 ? tasks : found;
}

/** The unknowns of a reduced row that it gives away. */
function exposed(
  row: readonly (readonly [string, number])[],
  { unknowns }: Knowledge,
  totals: Totals,
  rules: DisclosureRules,
): Unknown[] {
  if (row.length === 0 || hasBothSigns(row)) return [];
  const found = row.flatMap(([name]) => unknowns.get(name) ?? []);
  if (row.length > 1) return found.every(({ places }) => places.every((id) => !totals.get(id)?.n)) ? found : [];
  const places = found.flatMap((unknown) => unknown.places);
  return places.length > 1 && floorsHold(places, totals, rules) ? [] : found;
}

/** Rows are long and nearly all have both signs within their first terms. */
function hasBothSigns(row: readonly (readonly [string, number])[]): boolean {
  const first = isPositive(row[0]?.[1] ?? 0);
  return row.some(([, coefficient]) => isPositive(coefficient) !== first);
}
