import type { DisclosureRules } from '../config.js';
import { groupBy } from '../grouping.js';
import { primaryReason } from '../privacy/protection.js';
import type { Untasked } from './new-task.js';

/** Whether conversations reach the floors of disclosure, and no account makes too much of them. */
export function mayBePublished(members: readonly Untasked[], rules: DisclosureRules): boolean {
  const counts = [...groupBy(members, ({ account }) => account).values()].map(({ length }) => length);
  return primaryReason({ n: members.length, accounts: counts.length, top1: Math.max(0, ...counts) }, rules) === null;
}

/**
 * The groups that may be published together. How many conversations have no task is published, or can be worked out from the sample
 * but for the few that were not classified: what the groups leave of them has to reach the floors itself. The smallest groups are
 * withheld until it does.
 * @param groups the largest first
 */
export function withRemainder<G extends { readonly members: readonly Untasked[] }>(
  groups: readonly G[],
  untasked: readonly Untasked[],
  rules: DisclosureRules,
): readonly G[] {
  const told = new Set(groups.flatMap(({ members }) => members));
  const remainder = untasked.filter((one) => !told.has(one));
  if (groups.length === 0 || mayBePublished(remainder, rules)) return groups;
  return withRemainder(groups.slice(0, -1), untasked, rules);
}
