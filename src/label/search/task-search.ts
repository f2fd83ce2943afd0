import type { Task, TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import type { WorkActivities } from '../../taxonomy/work-activities.js';
import { inWriting, readSynonyms } from '../local/everyday.js';
import { accumulate, buildPostings, float, int, type Postings, type TermCounts } from '../local/postings.js';
import { Vocabulary } from '../local/vocabulary.js';

/**
 * How the evidence for a task is weighed, in units of the best match of wordings, which counts 1. Round figures, from a
 * random search over round figures on gold_dev with halves held out: what is finer than this was noise.
 */
export const SEARCH = {
  task: { k1: 1.2, b: 0.4 },
  occupation: { k1: 1.5, b: 0.4 },
  /** Titles of the detailed work activities that a task belongs to, beside its own words. */
  activityWeight: 0.7,
  titleWeight: 4,
  alternateTitleWeight: 2,
  descriptionWeight: 1,
  heldTaskWeight: 0.5,
  synonym: 0.4,
  titleInTask: 0.15,
  occupationBySentence: 0.4,
  occupationByTitle: 0.15,
  sameOccupation: 1,
  sameMinorGroup: 0.15,
  sameMajorGroup: 0.2,
  inWriting: 0.15,
  core: 0.1,
} as const;

/** A description in the manner of the taxonomy: a sentence like a task statement, and who would do this. */
export interface TaskQuery {
  readonly statement: string;
  readonly occupation: string;
}

/** A task that may be meant. The score of the best is by how much more than the words alone it has; only differences bear comparison. */
export interface TaskCandidate {
  readonly task: Task;
  readonly score: number;
}

/** Searches a taxonomy with descriptions: BM25 over fields of tasks and of their occupations, and the title as it stands. */
export class TaskSearch {
  private readonly vocabulary = new Vocabulary();
  private readonly tasks: Postings;
  private readonly occupations: Postings;
  private readonly synonyms: ReadonlyMap<number, readonly number[]>;
  private readonly occupationsOf: readonly Int32Array[];
  /** What a task has before anything is asked: done in writing, and at the core of an occupation. */
  private readonly prior: Float32Array;
  private readonly byTitle: ReadonlyMap<string, number>;

  constructor(
    private readonly taxonomy: Taxonomy,
    activities: WorkActivities,
  ) {
    const { vocabulary } = this;
    const at = new Map<string, number>(taxonomy.occupations.map(({ code }, position) => [code, position]));
    const words = taxonomy.tasks.map(({ text }) => vocabulary.count(text));
    this.occupationsOf = taxonomy.tasks.map(({ holders }) =>
      Int32Array.from(holders, ({ occupation }) => at.get(occupation) ?? 0),
    );
    const taskDocuments = describeTasks(taxonomy, words, activities, vocabulary);
    const occupationDocuments = describeOccupations(taxonomy, words, this.occupationsOf, vocabulary);
    this.synonyms = readSynonyms(vocabulary);
    this.tasks = buildPostings(taskDocuments, vocabulary.size, SEARCH.task);
    this.occupations = buildPostings(occupationDocuments, vocabulary.size, SEARCH.occupation);
    this.prior = Float32Array.from(taxonomy.tasks, priorOf);
    this.byTitle = new Map(taxonomy.occupations.map(({ title }, position) => [title.toLowerCase(), position]));
  }

  /** The `count` tasks that fit best, best first; of equals the first by code. */
  search(query: TaskQuery, count: number): readonly TaskCandidate[] {
    const scores = this.score(query);
    const best: { at: number; score: number }[] = [];
    for (let at = 0; at < scores.length; at++) {
      const score = float(scores, at);
      if (best.length === count && score <= (best[count - 1]?.score ?? 0)) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--;
      best.splice(place, 0, { at, score });
      if (best.length > count) best.pop();
    }
    return best.flatMap(({ at, score }) => {
      const task = this.taxonomy.tasks[at];
      return task ? [{ task, score }] : [];
    });
  }

  private score({ statement, occupation }: TaskQuery): Float32Array {
    const { taxonomy, occupationsOf } = this;
    const title = occupation.trim().toLowerCase();
    const byWords = this.sum(this.tasks, taxonomy.tasks.length, statement);
    const unit = largest(byWords) || 1;
    this.addSynonyms(byWords, statement);
    this.sum(this.tasks, taxonomy.tasks.length, title, SEARCH.titleInTask, byWords);
    const byOccupation = this.scoreOccupations(statement, title);
    for (let at = 0; at < byWords.length; at++) {
      const held = largestAt(byOccupation, occupationsOf[at]);
      byWords[at] = float(byWords, at) / unit + held + float(this.prior, at);
    }
    return byWords;
  }

  private scoreOccupations(statement: string, title: string): Float32Array {
    const { occupations } = this.taxonomy;
    const bySentence = this.sum(this.occupations, occupations.length, statement);
    const byTitle = this.sum(this.occupations, occupations.length, title);
    const [most, mostByTitle] = [largest(bySentence) || 1, largest(byTitle) || 1];
    const named = occupations[this.byTitle.get(title) ?? -1]?.code;
    return bySentence.map(
      (score, at) =>
        (SEARCH.occupationBySentence * score) / most +
        (SEARCH.occupationByTitle * float(byTitle, at)) / mostByTitle +
        kinship(occupations[at]?.code ?? '', named),
    );
  }

  private sum(
    postings: Postings,
    size: number,
    text: string,
    weight = 1,
    into: Float32Array = new Float32Array(size),
  ): Float32Array {
    const met = new Set<number>();
    this.vocabulary.eachTerm(text.toLowerCase(), (term) => {
      if (!met.has(term)) accumulate(into, postings, term, weight);
      met.add(term);
    });
    return into;
  }

  private addSynonyms(scores: Float32Array, statement: string): void {
    const met = new Set<number>();
    this.vocabulary.eachTerm(statement.toLowerCase(), (term) => met.add(term));
    for (const term of met)
      for (const synonym of this.synonyms.get(term) ?? []) accumulate(scores, this.tasks, synonym, SEARCH.synonym);
  }
}

function priorOf({ text, holders }: Task): number {
  return SEARCH.inWriting * inWriting(text) + (holders.some(({ type }) => type === 'Core') ? SEARCH.core : 0);
}

/** The largest of some places; nearly always there is one alone. */
function largestAt(scores: Float32Array, places: Int32Array | undefined): number {
  if (places === undefined) return 0;
  let most = float(scores, int(places, 0));
  for (let i = 1; i < places.length; i++) most = Math.max(most, float(scores, int(places, i)));
  return most;
}

/** How near an occupation is to the one that was named. */
function kinship(code: string, named: string | undefined): number {
  if (named === undefined) return 0;
  if (code === named) return SEARCH.sameOccupation;
  if (code.slice(0, 4) === named.slice(0, 4)) return SEARCH.sameMinorGroup + SEARCH.sameMajorGroup;
  return code.slice(0, 2) === named.slice(0, 2) ? SEARCH.sameMajorGroup : 0;
}

function describeTasks(
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
    const weight = SEARCH.activityWeight / Math.sqrt(Math.max(1, codes.size));
    for (const code of codes) add(document, vocabulary.count(titles.get(code) ?? ''), weight);
    return document;
  });
}

/** Alternate titles repeat their words dozens of times: the logarithm of how many hold one counts. */
function describeOccupations(
  { occupations }: Taxonomy,
  words: readonly TermCounts[],
  occupationsOf: readonly Int32Array[],
  vocabulary: Vocabulary,
): readonly TermCounts[] {
  const documents = occupations.map(({ title, description, alternateTitles }) => {
    const document = new Map<number, number>();
    add(document, vocabulary.count(title), SEARCH.titleWeight);
    add(document, vocabulary.count(description), SEARCH.descriptionWeight);
    const alternates = [...vocabulary.count(alternateTitles.join('\n'))];
    add(document, new Map(alternates.map(([term, tf]) => [term, Math.log2(1 + tf)])), SEARCH.alternateTitleWeight);
    return document;
  });
  occupationsOf.forEach((positions, task) => {
    for (const position of positions) add(documents[position], words[task], SEARCH.heldTaskWeight);
  });
  return documents;
}

function add(into: Map<number, number> | undefined, counts: TermCounts | undefined, weight: number): void {
  for (const [term, tf] of counts ?? []) into?.set(term, (into.get(term) ?? 0) + weight * tf);
}

function largest(scores: Float32Array): number {
  let most = 0;
  for (const score of scores) if (score > most) most = score;
  return most;
}

/** The code of a candidate. */
export function codeOf({ task }: TaskCandidate): TaskCode {
  return task.code;
}
