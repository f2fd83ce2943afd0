import { intervalsApart } from './intervals-apart.js';
import type { Group, NewTask, NewTaskEvent, Predecessor } from './new-task.js';
import { SAME } from './rules.js';
import { cosine } from './term-vectors.js';

interface Matches {
  /** The most similar predecessor of each group, and the most similar group of each predecessor, by place; null for none. */
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
}

/**
 * Gives the groups of a period their ids and says what became of those before. A group and a predecessor that are each
 * other's most similar are one; further groups that came of a predecessor were split off it; further predecessors that a group
 * is most similar to were merged into it. Groups are in order: the numbers of new ids follow it.
 */
export function carry(period: string, groups: readonly Group[], predecessors: readonly Predecessor[]): NewTask[] {
  const matches = match(groups, predecessors);
  let born = 0;
  const ids = groups.map((_, at) => predecessors[own(matches, at) ?? -1]?.id ?? `${period}-${++born}`);
  const found = groups.map((group, at): NewTask => {
    const { words, centroid, ...size } = group;
    return { id: ids[at] ?? '', words, centroid, size, ...eventOf(group, at, matches, predecessors) };
  });
  return [...found, ...predecessors.flatMap((one, at) => ended(one, at, matches, ids))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

/** The place of the predecessor that a group is. */
function own({ before, after }: Matches, at: number): number | null {
  const place = before[at] ?? null;
  return place !== null && after[place] === at ? place : null;
}

function eventOf(
  group: Group,
  at: number,
  matches: Matches,
  predecessors: readonly Predecessor[],
): { readonly event: NewTaskEvent; readonly related: readonly string[] } {
  const place = own(matches, at);
  const from = predecessors[matches.before[at] ?? -1];
  if (!from) return { event: 'birth', related: [] };
  if (place === null) return from.live ? { event: 'split', related: [from.id] } : { event: 'birth', related: [] };
  const merged = predecessors.filter(({ live }, p) => live && p !== place && matches.after[p] === at);
  if (merged.length > 0) return { event: 'merge', related: [from, ...merged].map(({ id }) => id).sort() };
  if (!from.live) return { event: 'return', related: [] };
  const change = from.estimate ? intervalsApart(from.estimate, group.estimate) : null;
  return { event: change === null ? 'carried' : change > 0 ? 'growth' : 'decline', related: [] };
}

/** What is said of a predecessor that is no group any more, once: in the release after its last. */
function ended(one: Predecessor, at: number, matches: Matches, ids: readonly string[]): NewTask[] {
  const into = matches.after[at] ?? null;
  if (!one.live || (into !== null && own(matches, into) === at)) return [];
  const { id, words, centroid } = one;
  const absorbed = into !== null && ids[into] !== undefined;
  return [
    {
      id,
      words,
      centroid,
      size: null,
      event: absorbed ? 'absorbed' : 'death',
      related: absorbed ? [ids[into] ?? ''] : [],
    },
  ];
}

function match(groups: readonly Group[], predecessors: readonly Predecessor[]): Matches {
  const similarity = groups.map(({ centroid }) => predecessors.map((one) => cosine(centroid, one.centroid)));
  return {
    before: groups.map((_, at) => largest(similarity[at] ?? [])),
    after: predecessors.map((_, at) => largest(similarity.map((row) => row[at] ?? 0))),
  };
}

/** The place of the largest similarity that is enough; the first of equals. */
function largest(similarities: readonly number[]): number | null {
  const most = Math.max(...similarities);
  return most >= SAME ? similarities.indexOf(most) : null;
}

/**
 * The groups of a correction: those that the release which it corrects has published too, with what was said of them there. Other
 * groups would tell of the two releases together what each alone does not.
 */
export function carryWithin(groups: readonly Group[], earlier: readonly NewTask[]): NewTask[] {
  const published = earlier.filter(({ size }) => size !== null);
  const matches = match(
    groups,
    published.map(({ id, words, centroid }) => ({ id, words, centroid, estimate: null, live: true })),
  );
  const again = groups.flatMap(({ words: _, centroid, ...size }, at) => {
    const before = published[own(matches, at) ?? -1];
    return before ? [{ ...before, centroid, size }] : [];
  });
  return [...again, ...earlier.filter(({ size }) => size === null)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
