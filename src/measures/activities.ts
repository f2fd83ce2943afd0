import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { WorkActivities } from '../taxonomy/work-activities.js';
import { type Allocation, build, type Classification, keysOf, rollUp, shareOut } from './classification.js';

/** Tasks by detailed, intermediate or generalized work activity. Tasks that O*NET links to none count for none. */
export function byActivity(
  taxonomy: Taxonomy,
  { activities, links }: WorkActivities,
  level: 'dwa' | 'iwa' | 'gwa',
  allocation: Exclude<Allocation, 'by_employment'>,
): Classification {
  const dwasOf = new Map<number, string[]>();
  for (const { taskId, dwa } of links) dwasOf.set(taskId, [...(dwasOf.get(taskId) ?? []), dwa]);
  const keysAt = (at: string) => keysOf(activities.filter((one) => one.level === at));
  const detailed = build('dwa', allocation, keysAt('dwa'), taxonomy, ({ holders }) =>
    shareOut([...new Set(holders.flatMap(({ taskId }) => dwasOf.get(taskId) ?? []))], allocation, new Map()),
  );
  const parent = new Map(activities.map((one) => [one.code, one.parent ?? undefined]));
  if (level === 'dwa') return detailed;
  const intermediate = rollUp(detailed, 'iwa', keysAt('iwa'), (code) => parent.get(code));
  return level === 'iwa' ? intermediate : rollUp(intermediate, 'gwa', keysAt('gwa'), (code) => parent.get(code));
}
