import { createRandom, type Random } from '../statistics/random.js';
import { type EstimateOptions, estimateFromReplicates, type MeasureEstimate, type UsageMeasure } from './estimate.js';
import { worse } from './quality.js';
import { assemble, type ReplicatedUsage, type ReplicateUsage } from './replicated.js';
import type { TaskUsage } from './task-usage.js';

/** As many groups as our own accounts fall into: the standard error is then itself good to about 4 %. */
const GROUPS = 256;

/**
 * Measures of data without accounts: conversations are dealt at random into 256 groups, and these left out like replicates.
 * Every conversation counts as its own, which makes intervals too narrow by what people's habits make; the method says so.
 * @throws RangeError when the usage is no whole number of conversations; EmptySetError as for accounts
 */
export function estimateFromConversations(
  usage: TaskUsage,
  measures: readonly UsageMeasure[],
  options: EstimateOptions,
): MeasureEstimate[] {
  const dealt = dealConversations(usage, GROUPS, createRandom(`${options.seed} deal`));
  return estimateFromReplicates(dealt, measures, options).map((estimate) => ({
    ...estimate,
    method: 'multinomial_conversations',
    // How much habits add is not known, so that none of these can be vouched for.
    quality: worse(estimate.quality, 'review'),
  }));
}

/** Deals the conversations of a usage into groups, each by itself (random groups; Wolter 2007, ch. 2). */
export function dealConversations(usage: TaskUsage, groups: number, random: Random): ReplicatedUsage {
  const { counts, none, recipe } = usage;
  if (recipe.unit !== 'conversations' || counts.some((count) => !Number.isInteger(count)) || !Number.isInteger(none))
    throw new RangeError(`The usage of ${recipe.source} is no count of conversations, so it has no interval.`);
  const dealt = Array.from({ length: groups }, () => ({ tasks: new Map<number, number>(), none: 0, size: 0 }));
  const draw = () => dealt[Math.floor(random() * groups)];
  counts.forEach((count, task) => {
    for (let n = 0; n < count; n += 1) {
      const group = draw();
      if (!group) continue;
      group.tasks.set(task, (group.tasks.get(task) ?? 0) + 1);
      group.size += 1;
    }
  });
  for (let n = 0; n < none; n += 1) {
    const group = draw();
    if (group) group.none += 1;
  }
  const replicates = dealt.map(
    (group): ReplicateUsage => ({
      tasks: Int32Array.from(group.tasks.keys()),
      counts: Float64Array.from(group.tasks.values()),
      none: group.none,
      size: group.size,
    }),
  );
  return assemble(replicates, counts.length, recipe);
}
