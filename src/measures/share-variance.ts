import type { Classification } from './classification.js';
import { type TaskUsage, totalWithTask } from './task-usage.js';

/**
 * Variance of each unit's share of usage with a task, conversations taken as independent:
 * (sum c_t a_t^2 / N - p^2) / (N - 1), with a_t the unit's part of task t; for whole tasks the binomial p(1-p)/(N-1).
 * The same as leaving each conversation out at a time. @throws RangeError for fewer than two conversations
 */
export function multinomialVariances(
  usage: TaskUsage,
  { keys, offsets, units, weights }: Classification,
): Float64Array {
  const n = totalWithTask(usage);
  if (usage.recipe.unit !== 'conversations' || n < 2)
    throw new RangeError(`The usage of ${usage.recipe.source} is no count of conversations, so it has no interval.`);
  const [first, second] = [new Float64Array(keys.length), new Float64Array(keys.length)];
  usage.counts.forEach((count, task) => {
    for (let i = offsets[task] ?? 0; i < (offsets[task + 1] ?? 0); i += 1) {
      const [unit, weight] = [units[i] ?? 0, weights[i] ?? 0];
      first[unit] = (first[unit] ?? 0) + count * weight;
      second[unit] = (second[unit] ?? 0) + count * weight * weight;
    }
  });
  return first.map((sum, unit) => Math.max(0, (second[unit] ?? 0) / n - (sum / n) ** 2) / (n - 1));
}
