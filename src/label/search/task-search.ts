import type { Task, TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import type { WorkActivities } from '../../taxonomy/work-activities.js';
import { inWriting, readSynonyms } from '../local/everyday.js';
import { accumulate, buildPostings, float, type Postings } from '../local/postings.js';
import { Vocabulary } from '../local/vocabulary.js';
import { describeOccupations, describeTasks, FIELDS } from './documents.js';
import { type Holders, inOneArray, largestHeld } from './holders.js';

/**
 * How the evidence for a task is weighed, in units of the best match of wordings, which counts 1. Round figures, from a
 * random search over round figures on gold_dev with halves held out: what is finer than this was noise.
 */
export const SEARCH = {
  task: { k1: 1.2, b: 0.4 },
  occupation: { k1: 1.5, b: 0.4 },
  ...FIELDS,
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
  private readonly holders: Holders;
  /** What a task has before anything is asked: done in writing, and at the core of an occupation. */
  private readonly prior: Float32Array;
  private readonly byTitle: ReadonlyMap<string, number>;
  private readonly kin = new Map<number, Float64Array>();
  // Scores of one search, made once: seventy kilobytes a time keep the garbage collector at work.
  private readonly byWords: Float32Array;
  private readonly byOccupation: readonly [Float32Array, Float32Array];

  constructor(
    private readonly taxonomy: Taxonomy,
    activities: WorkActivities,
  ) {
    const { vocabulary } = this;
    const at = new Map<string, number>(taxonomy.occupations.map(({ code }, position) => [code, position]));
    const words = taxonomy.tasks.map(({ text }) => vocabulary.count(text));
    const occupationsOf = taxonomy.tasks.map(({ holders }) =>
      Int32Array.from(holders, ({ occupation }) => at.get(occupation) ?? 0),
    );
    const taskDocuments = describeTasks(taxonomy, words, activities, vocabulary);
    const occupationDocuments = describeOccupations(taxonomy, words, occupationsOf, vocabulary);
    this.holders = inOneArray(occupationsOf);
    this.synonyms = readSynonyms(vocabulary);
    this.tasks = buildPostings(taskDocuments, vocabulary.size, SEARCH.task);
    this.occupations = buildPostings(occupationDocuments, vocabulary.size, SEARCH.occupation);
    this.prior = Float32Array.from(taxonomy.tasks, priorOf);
    this.byTitle = new Map(taxonomy.occupations.map(({ title }, position) => [title.toLowerCase(), position]));
    const { length } = taxonomy.occupations;
    this.byWords = new Float32Array(taxonomy.tasks.length);
    this.byOccupation = [new Float32Array(length), new Float32Array(length)];
  }

  /** The `count` tasks that fit best, best first; of equals the first by code. */
  search(query: TaskQuery, count: number): readonly TaskCandidate[] {
    const scores = this.score(query);
    return best(scores, count).flatMap((at) => {
      const task = this.taxonomy.tasks[at];
      return task ? [{ task, score: float(scores, at) }] : [];
    });
  }

  /** Of each task; the array is used again by the next search. */
  private score({ statement, occupation }: TaskQuery): Float32Array {
    const { tasks, byWords, holders, prior } = this;
    const title = occupation.trim().toLowerCase();
    const [said, titled] = [this.termsOf(statement), this.termsOf(title)];
    sum(tasks, said, byWords.fill(0));
    const unit = largest(byWords) || 1;
    for (const term of said)
      for (const synonym of this.synonyms.get(term) ?? []) accumulate(byWords, tasks, synonym, SEARCH.synonym);
    for (const term of titled) accumulate(byWords, tasks, term, SEARCH.titleInTask);
    const byOccupation = this.scoreOccupations(said, titled, this.byTitle.get(title));
    for (let at = 0; at < byWords.length; at++)
      byWords[at] = float(byWords, at) / unit + largestHeld(byOccupation, holders, at) + float(prior, at);
    return byWords;
  }

  private scoreOccupations(said: Terms, titled: Terms, named: number | undefined): Float32Array {
    const [bySentence, byTitle] = this.byOccupation;
    sum(this.occupations, said, bySentence.fill(0));
    sum(this.occupations, titled, byTitle.fill(0));
    const [most, mostByTitle] = [largest(bySentence) || 1, largest(byTitle) || 1];
    const kin = named === undefined ? null : this.kinOf(named);
    for (let at = 0; at < bySentence.length; at++)
      bySentence[at] =
        (SEARCH.occupationBySentence * float(bySentence, at)) / most +
        (SEARCH.occupationByTitle * float(byTitle, at)) / mostByTitle +
        (kin?.[at] ?? 0);
    return bySentence;
  }

  /** How near each occupation is to one; kept, since the same few are named again and again. */
  private kinOf(named: number): Float64Array {
    const known = this.kin.get(named);
    if (known) return known;
    const { occupations } = this.taxonomy;
    const fresh = Float64Array.from(occupations, ({ code }) => kinship(code, occupations[named]?.code ?? ''));
    this.kin.set(named, fresh);
    return fresh;
  }

  /** Each term once, in the order of the text. */
  private termsOf(text: string): Terms {
    const terms = new Set<number>();
    this.vocabulary.eachTerm(text.toLowerCase(), (term) => terms.add(term));
    return terms;
  }
}

type Terms = ReadonlySet<number>;

function sum(postings: Postings, terms: Terms, into: Float32Array): void {
  for (const term of terms) accumulate(into, postings, term, 1);
}

/** The places of the `count` largest scores, the largest first; of equals the first. */
function best(scores: Float32Array, count: number): readonly number[] {
  const places: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) {
    const score = float(scores, at);
    if (score <= least) continue;
    let place = places.length;
    while (place > 0 && float(scores, places[place - 1] ?? 0) < score) place--;
    places.splice(place, 0, at);
    if (places.length > count) places.pop();
    if (places.length === count) least = float(scores, places[count - 1] ?? 0);
  }
  return places;
}

function priorOf({ text, holders }: Task): number {
  return SEARCH.inWriting * inWriting(text) + (holders.some(({ type }) => type === 'Core') ? SEARCH.core : 0);
}

/** How near an occupation is to the one that was named. */
function kinship(code: string, named: string): number {
  if (code === named) return SEARCH.sameOccupation;
  if (code.slice(0, 4) === named.slice(0, 4)) return SEARCH.sameMinorGroup + SEARCH.sameMajorGroup;
  return code.slice(0, 2) === named.slice(0, 2) ? SEARCH.sameMajorGroup : 0;
}

function largest(scores: Float32Array): number {
  let most = 0;
  for (let at = 0; at < scores.length; at++) most = Math.max(most, float(scores, at));
  return most;
}

/** The code of a candidate. */
export function codeOf({ task }: TaskCandidate): TaskCode {
  return task.code;
}
