import type { DisclosureRules } from '../config.js';
import { groupBy } from '../grouping.js';
import type { Cell } from '../measures/cell.js';
import type { Counts } from '../measures/tally.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { averageLink } from './average-link.js';
import { carry, carryWithin } from './carry.js';
import { createSizing } from './group-size.js';
import type { Group, NewTask, Predecessor, Untasked } from './new-task.js';
import { mayBePublished, withRemainder } from './protect.js';
import { ALIKE } from './rules.js';
import { createTermWeights, sharedTerms, type TermWeights } from './term-vectors.js';
import { whatIsShared } from './words.js';

/** What new tasks are found in. */
export interface NewTaskSource {
  readonly period: string;
  readonly untasked: readonly Untasked[];
  readonly counts: Counts;
  readonly cells: readonly Cell[];
  readonly taxonomy: Taxonomy;
  readonly rules: DisclosureRules;
  readonly predecessors: readonly Predecessor[];
  /** What the release that is corrected published; null where the period has none yet. */
  readonly earlier: readonly NewTask[] | null;
}

type Described = Untasked & { readonly description: string };

/**
 * Groups what is work and has no task by what was asked for, and gives what may be published: groups that reach the floors,
 * leave a remainder that does, and can be told in words of enough accounts. Nothing where the size of the sample is withheld.
 */
export function findNewTasks(source: NewTaskSource): NewTask[] {
  const { period, untasked, cells, rules, taxonomy, predecessors, earlier } = source;
  const told = cells.some(
    ({ key, status }) => key.facet === 'outcome' && key.key === 'with_task' && status === 'published',
  );
  const weights = createTermWeights(taxonomy);
  const found = told ? groupDescriptions(untasked, weights).filter((members) => mayBePublished(members, rules)) : [];
  const named = found
    .map((members) => ({ members, ...whatIsShared(members, weights, rules.minAccounts) }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => b.members.length - a.members.length || (a.words.join() < b.words.join() ? -1 : 1));
  const open = withRemainder(named, untasked, rules);
  const sizing = open.length > 0 ? createSizing(source) : null;
  const sizes = sizing?.(open.map(({ members }) => members)) ?? [];
  const groups = open.flatMap(({ words, centroid }, at): Group[] => {
    const size = sizes[at];
    return size ? [{ words, centroid, ...size }] : [];
  });
  return earlier === null ? carry(period, groups, predecessors) : carryWithin(groups, earlier);
}

function isDescribed(one: Untasked): one is Described {
  return one.description !== null;
}

/** Conversations by what was asked for. Equal descriptions are one. */
function groupDescriptions(untasked: readonly Untasked[], weights: TermWeights): Described[][] {
  const described = untasked.filter(isDescribed);
  const known = sharedTerms(described);
  const byText = [...groupBy(described, ({ description }) => description)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, members]) => ({ members, vector: weights.vector(text, known) }))
    .filter(({ vector }) => vector.size > 0);
  return averageLink(
    byText.map(({ vector }) => vector),
    ALIKE,
  ).map((places) => places.flatMap((at) => byText[at]?.members ?? []));
}
