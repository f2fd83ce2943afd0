import type { MajorGroupCode, Occupation, Task, TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import { inWriting, readSynonyms, weighCues } from './everyday.js';
import { INTENT, type Intent, type IntentTasks, intentCues, intentTasks, readIntents } from './intent-index.js';
import {
  accumulate,
  type Bm25,
  buildPostings,
  buildWeights,
  float,
  int,
  type Postings,
  type TermCounts,
} from './postings.js';
import { Vocabulary } from './vocabulary.js';

/** How the fields of an occupation weigh, and how documents are compared. */
export const INDEX = {
  task: { k1: 1.2, b: 0.5 },
  occupation: { k1: 1.5, b: 0.4 },
  titleWeight: 4,
  alternateTitleWeight: 2,
  descriptionWeight: 1,
  taskWeight: 0.5,
  /** How an occupation's own words count beside those of its tasks, for official words. */
  occupationShare: 0.3,
} as const satisfies Record<string, Bm25 | number>;

/** A taxonomy made searchable: its tasks, its occupations, and the everyday words that point to them. */
export interface WorkIndex {
  readonly vocabulary: Vocabulary;
  /** Tasks in the order of their (first) occupations, by code within each. */
  readonly codes: readonly TaskCode[];
  readonly groupOf: Int32Array;
  readonly occupations: number;
  readonly groupOfOccupation: Int32Array;
  /** Occupation o has the tasks from `firstTask[o]` up to `firstTask[o + 1]`. */
  readonly firstTask: Int32Array;
  readonly groupCodes: readonly MajorGroupCode[];
  readonly taskPostings: Postings;
  readonly occupationPostings: Postings;
  readonly occupationCues: Postings;
  readonly groupCues: Postings;
  /** For each term the terms that say the same in official wordings. */
  readonly synonyms: ReadonlyMap<number, readonly number[]>;
  /** 1 for tasks that begin like written work, -1 for those that need hands or people, else 0. */
  readonly inWriting: Float32Array;
  readonly intents: readonly Intent[];
  readonly intentCues: Postings;
  readonly intentTasks: IntentTasks;
}

/** Indexes a taxonomy. The same taxonomy gives the same index. */
export function buildWorkIndex(taxonomy: Taxonomy): WorkIndex {
  const vocabulary = new Vocabulary();
  const places = placeTasks(taxonomy);
  const taskTerms = places.tasks.map(({ text }) => vocabulary.count(text));
  const occupationTerms = taxonomy.occupations.map((occupation) => countOccupation(occupation, vocabulary));
  places.tasks.forEach((task, position) => {
    for (const { occupation } of task.holders) {
      addCounts(occupationTerms[places.occupationAt.get(occupation) ?? -1], taskTerms[position], INDEX.taskWeight);
    }
  });
  const synonyms = readSynonyms(vocabulary);
  const intents = readIntents(vocabulary);
  const cues = weighCues(vocabulary, taxonomy.occupations, places.groupCodes);
  const taskPostings = buildPostings(taskTerms, vocabulary.size, INDEX.task);
  const occupationPostings = buildPostings(occupationTerms, vocabulary.size, INDEX.occupation);
  const search = officialSearch(vocabulary, taskPostings, occupationPostings, taxonomy.occupations, places.firstTask);
  return {
    vocabulary,
    ...places,
    synonyms,
    taskPostings,
    occupationPostings,
    intents,
    intentCues: intentCues(intents, vocabulary.size),
    intentTasks: intentTasks(intents, search),
    occupationCues: buildWeights(cues.occupations, vocabulary.size),
    groupCues: buildWeights(cues.groups, vocabulary.size),
    inWriting: Float32Array.from(places.tasks, ({ text }) => inWriting(text)),
  };
}

/** Evidence of all tasks for official words, with a bonus for the occupations whose codes begin as told. */
function officialSearch(
  vocabulary: Vocabulary,
  taskPostings: Postings,
  occupationPostings: Postings,
  occupations: readonly Occupation[],
  firstTask: Int32Array,
): (intent: Pick<Intent, 'code' | 'wording'>) => Float32Array {
  return ({ code, wording }) => {
    const evidence = new Float32Array(int(firstTask, occupations.length));
    const shared = new Float32Array(occupations.length);
    vocabulary.eachTerm(wording, (term) => {
      accumulate(evidence, taskPostings, term, 1);
      accumulate(shared, occupationPostings, term, INDEX.occupationShare);
    });
    occupations.forEach((occupation, at) => {
      const more = float(shared, at) + (occupation.code.startsWith(code) ? INTENT.occupationBonus : 0);
      const end = int(firstTask, at + 1);
      for (let task = int(firstTask, at); task < end; task++) evidence[task] = float(evidence, task) + more;
    });
    return evidence;
  };
}

/** Puts the tasks of one occupation side by side. */
function placeTasks({ tasks, occupations, majorGroups }: Taxonomy) {
  const occupationAt = new Map<string, number>(occupations.map(({ code }, position) => [code, position]));
  const groupAt = new Map<string, number>(majorGroups.map(({ code }, position) => [code, position]));
  const groupOfOccupation = Int32Array.from(occupations, ({ majorGroup }) => groupAt.get(majorGroup) ?? 0);
  const leads = new Map<Task, number>(tasks.map((task) => [task, leadOccupation(task, occupationAt)]));
  const lead = (task: Task) => leads.get(task) ?? 0;
  const ordered = [...tasks].sort((a, b) => lead(a) - lead(b) || (a.code < b.code ? -1 : 1));
  const firstTask = new Int32Array(occupations.length + 1);
  for (const task of ordered) firstTask[lead(task) + 1] = int(firstTask, lead(task) + 1) + 1;
  for (let occupation = 0; occupation < occupations.length; occupation++) {
    firstTask[occupation + 1] = int(firstTask, occupation + 1) + int(firstTask, occupation);
  }
  return {
    tasks: ordered,
    codes: ordered.map(({ code }) => code),
    occupationAt,
    occupations: occupations.length,
    groupOfOccupation,
    groupOf: Int32Array.from(ordered, (task) => int(groupOfOccupation, lead(task))),
    groupCodes: majorGroups.map(({ code }) => code),
    firstTask,
  };
}

function leadOccupation({ holders }: Task, occupationAt: ReadonlyMap<string, number>): number {
  const [first] = holders;
  return first ? (occupationAt.get(first.occupation) ?? 0) : 0;
}

/** Alternate titles repeat their words dozens of times: the logarithm of how many hold one counts. */
function countOccupation(
  { title, description, alternateTitles }: Occupation,
  vocabulary: Vocabulary,
): Map<number, number> {
  const counts = new Map<number, number>();
  addCounts(counts, vocabulary.count(title), INDEX.titleWeight);
  addCounts(counts, vocabulary.count(description), INDEX.descriptionWeight);
  const alternates = vocabulary.count(alternateTitles.join('\n'));
  for (const [term, tf] of alternates) alternates.set(term, Math.log2(1 + tf));
  addCounts(counts, alternates, INDEX.alternateTitleWeight);
  return counts;
}

function addCounts(into: Map<number, number> | undefined, counts: TermCounts | undefined, weight: number): void {
  for (const [term, tf] of counts ?? []) into?.set(term, (into.get(term) ?? 0) + weight * tf);
}
