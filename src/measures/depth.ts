import { groupBy } from '../grouping.js';
import { EmptySetError } from '../statistics/empty-set-error.js';
import type { TaskHolder, Taxonomy } from '../taxonomy/taxonomy.js';
import { compareRational, type Rational, rational } from './rational.js';
import { type TaskUsage, totalWithTask } from './task-usage.js';

/** Which statements count as an occupation's tasks, and which occupations count. */
export interface DepthUniverse {
  /** `all` statements, or only those typed `core`. */
  readonly statements: 'all' | 'core';
  /** Every occupation with a statement of that type, or only those of which at least one is used. */
  readonly occupations: 'all' | 'used';
}

export interface DepthOptions extends DepthUniverse {
  /** Whether a part of exactly the threshold counts: yes (`inclusive`) in everything published so far. */
  readonly bound: 'inclusive' | 'exclusive';
  /** A task is used from this much usage on; greater than zero. */
  readonly floor: number;
}

/** All occupations, all statements, thresholds included, any usage: how Handa et al. (2025) count. */
export const PUBLISHED_DEPTH: DepthOptions = { statements: 'all', occupations: 'all', bound: 'inclusive', floor: 0 };

/** The statements of one occupation, as places of their wordings in the taxonomy's tasks. */
export interface HeldTasks {
  readonly occupation: string;
  readonly tasks: Int32Array;
}

/** The part of one occupation's tasks that is used. */
export interface UsedPart {
  readonly occupation: string;
  readonly part: Rational;
}

/** How many occupations of how many; `value` is the share. */
export interface Depth {
  readonly occupations: number;
  readonly of: number;
  readonly value: number;
}

/** The statements of each occupation that has any, in the order of codes. One wording twice in an occupation counts once. */
export function heldTasks(taxonomy: Taxonomy, statements: DepthUniverse['statements'] = 'all'): readonly HeldTasks[] {
  const counts = ({ type }: TaskHolder) => statements === 'all' || type === 'Core';
  const links = taxonomy.tasks.flatMap(({ holders }, task) =>
    holders.filter(counts).map(({ occupation }) => ({ occupation: occupation as string, task })),
  );
  const held = groupBy(links, ({ occupation }) => occupation);
  return [...held]
    .map(([occupation, list]) => ({ occupation, tasks: Int32Array.from(new Set(list.map(({ task }) => task))) }))
    .sort((a, b) => (a.occupation < b.occupation ? -1 : 1));
}

/** The used part of each occupation's tasks, exact. @throws EmptySetError when nothing is used or nothing is held */
export function usedParts(
  usage: TaskUsage,
  held: readonly HeldTasks[],
  { occupations, floor }: Pick<DepthOptions, 'occupations' | 'floor'>,
): readonly UsedPart[] {
  totalWithTask(usage);
  const parts = held.map(({ occupation, tasks }) => ({
    occupation,
    part: rational(countUsed(usage.counts, tasks, floor), tasks.length),
  }));
  const counted = occupations === 'all' ? parts : parts.filter(({ part }) => part.numerator > 0);
  if (counted.length === 0) throw new EmptySetError('The depth');
  return counted;
}

/**
 * Depth: the share of occupations of whose tasks at least `threshold` are used (Handa et al. 2025, fig. 4). Unit: share of
 * occupations.
 */
export function depth(parts: readonly UsedPart[], threshold: Rational, bound: DepthOptions['bound']): Depth {
  const reaches = ({ part }: UsedPart) =>
    bound === 'inclusive' ? compareRational(part, threshold) >= 0 : compareRational(part, threshold) > 0;
  const occupations = parts.filter(reaches).length;
  if (parts.length === 0) throw new EmptySetError('The depth');
  return { occupations, of: parts.length, value: occupations / parts.length };
}

/** The whole curve: at each part that occurs, ascending, the share of occupations with at least that. */
export function depthCurve(parts: readonly UsedPart[]): readonly (Depth & { readonly threshold: Rational })[] {
  const distinct = groupBy(parts, ({ part }) => `${part.numerator}/${part.denominator}`);
  const ascending = [...distinct.values()].flatMap(([first]) => (first ? [first.part] : [])).sort(compareRational);
  let left = parts.length;
  return ascending.map((threshold) => {
    const point = { threshold, occupations: left, of: parts.length, value: left / parts.length };
    left -= distinct.get(`${threshold.numerator}/${threshold.denominator}`)?.length ?? 0;
    return point;
  });
}

function countUsed(counts: Float64Array, tasks: Int32Array, floor: number): number {
  let used = 0;
  for (let i = 0; i < tasks.length; i += 1) {
    const count = counts[tasks[i] ?? 0] ?? 0;
    if (count > 0 && count >= floor) used += 1;
  }
  return used;
}
