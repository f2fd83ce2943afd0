import { groupBy } from '../grouping.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/**
 * Persons employed by occupation, where known. OEWS counts six-digit SOC codes; the O*NET occupations of one such code
 * share its persons equally, so that sums count nobody twice.
 */
export function employmentOf(taxonomy: Taxonomy): ReadonlyMap<string, number> {
  const bySoc = groupBy(
    taxonomy.occupations.filter(({ employment }) => employment !== null),
    ({ code }) => code.slice(0, 7),
  );
  const shared = [...bySoc.values()].flatMap((list) =>
    list.map(({ code, employment }) => [code as string, (employment ?? 0) / list.length] as const),
  );
  return new Map(shared);
}
