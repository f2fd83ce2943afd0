import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { WorkActivities } from '../../taxonomy/work-activities.js';
import type { TermCounts } from '../local/postings.js';
import type { Vocabulary } from '../local/vocabulary.js';

/** What the fields of a document count. */
export const FIELDS = {
  /** Titles of the detailed work activities that a task belongs to, beside its own words. */
  activityWeight: 0.7,
  titleWeight: 4,
  alternateTitleWeight: 2,
  descriptionWeight: 1,
  heldTaskWeight: 0.5,
} as const;

/** What is searched of each task: its own words, and the titles of the detailed work activities it belongs to. */
export function describeTasks(
  { tasks }: Taxonomy,
  words: readonly TermCounts[],
  { activities, links }: WorkActivities,
  vocabulary: Vocabulary,
): readonly TermCounts[] {
  const titles = new Map(activities.flatMap(({ level, code, title }) => (level === 'dwa' ? [[code, title]] : [])));
  const detailed = new Map<number, string[]>();
  for (const { taskId, dwa } of links) detailed.set(taskId, [...(detailed.get(taskId) ?? []), dwa]);
  return tasks.map(({ holders }, at) => {
    const codes = new Set(holders.flatMap(({ taskId }) => detailed.get(taskId) ?? []));
    const document = new Map(words[at]);
    const weight = FIELDS.activityWeight / Math.sqrt(Math.max(1, codes.size));
    for (const code of codes) add(document, vocabulary.count(titles.get(code) ?? ''), weight);
    return document;
  });
}

/** Alternate titles repeat their words dozens of times: the logarithm of how many hold one counts. */
export function describeOccupations(
  { occupations }: Taxonomy,
  words: readonly TermCounts[],
  occupationsOf: readonly Int32Array[],
  vocabulary: Vocabulary,
): readonly TermCounts[] {
  const documents = occupations.map(({ title, description, alternateTitles }) => {
    const document = new Map<number, number>();
    add(document, vocabulary.count(title), FIELDS.titleWeight);
    add(document, vocabulary.count(description), FIELDS.descriptionWeight);
    const alternates = [...vocabulary.count(alternateTitles.join('\n'))];
    add(document, new Map(alternates.map(([term, tf]) => [term, Math.log2(1 + tf)])), FIELDS.alternateTitleWeight);
    return document;
  });
  occupationsOf.forEach((positions, task) => {
    for (const position of positions) add(documents[position], words[task], FIELDS.heldTaskWeight);
  });
  return documents;
}

function add(into: Map<number, number> | undefined, counts: TermCounts | undefined, weight: number): void {
  for (const [term, tf] of counts ?? []) into?.set(term, (into.get(term) ?? 0) + weight * tf);
}
