import type { TaskCode, Taxonomy } from '../taxonomy/taxonomy.js';
import { taskCodes } from './evaluation.js';
import type { GoldItem } from './gold.js';

/** How many candidates are looked at. */
export const RECALL_DEPTHS = [1, 10, 25] as const;

/** Share of conversations, by the number of candidates looked at. */
export type Recall = Readonly<Record<(typeof RECALL_DEPTHS)[number], number | null>>;

/**
 * Share of the gold conversations that hold a task (in either coder's eyes) for which one that either coder accepts is
 * among the first k candidates; null when none of them holds a task.
 * @param candidates one list a gold item, best first
 */
export function retrievalRecall(
  gold: readonly GoldItem[],
  candidates: readonly (readonly TaskCode[])[],
  taxonomy: Taxonomy,
): Recall {
  const codes = taskCodes(taxonomy);
  const ranks = gold.flatMap(({ a, b }, at) => {
    const accepted = new Set(
      [a.task, ...a.also, b.task, ...b.also].filter((id) => id !== 'none').map((id) => codes.get(id)),
    );
    return accepted.size === 0 ? [] : [candidates[at]?.findIndex((code) => accepted.has(code)) ?? -1];
  });
  const within = (depth: number) => ranks.filter((rank) => rank >= 0 && rank < depth).length;
  const share = (depth: number) => (ranks.length === 0 ? null : within(depth) / ranks.length);
  return { 1: share(1), 10: share(10), 25: share(25) };
}
