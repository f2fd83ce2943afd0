import type { MajorGroupCode, Occupation, TaskCode, Taxonomy } from '../../taxonomy/taxonomy.js';
import { CUES } from './cues.js';
import { at, type Bm25, buildPostings, buildWeights, type Postings, type TermCounts } from './postings.js';
import { HANDS_ON_WORK, THESAURUS, WRITTEN_WORK } from './thesaurus.js';
import { Vocabulary } from './vocabulary.js';
import { eachWord, toTerm } from './words.js';

/** How the fields of an occupation weigh, and how documents are compared. */
export const INDEX = {
  task: { k1: 1.2, b: 0.5 },
  occupation: { k1: 1.5, b: 0.4 },
  titleWeight: 4,
  alternateTitleWeight: 2,
  descriptionWeight: 1,
  taskWeight: 0.5,
} as const satisfies Record<string, Bm25 | number>;

/** A taxonomy made searchable: its tasks, its occupations, and the everyday words that point to them. */
export interface WorkIndex {
  readonly vocabulary: Vocabulary;
  readonly codes: readonly TaskCode[];
  /** Each task's first holder and its group, as positions. */
  readonly occupationOf: Int32Array;
  readonly groupOf: Int32Array;
  readonly occupations: number;
  readonly groups: number;
  readonly groupCodes: readonly MajorGroupCode[];
  readonly taskPostings: Postings;
  readonly occupationPostings: Postings;
  readonly occupationCues: Postings;
  readonly groupCues: Postings;
  /** For each term the terms that say the same in official wordings. */
  readonly synonyms: ReadonlyMap<number, readonly number[]>;
  /** 1 for tasks that begin like written work, -1 for those that need hands or people, else 0. */
  readonly inWriting: Float32Array;
}

/** Indexes a taxonomy. The same taxonomy gives the same index. */
export function buildWorkIndex(taxonomy: Taxonomy): WorkIndex {
  const vocabulary = new Vocabulary();
  const taskTerms = taxonomy.tasks.map((task) => vocabulary.count(task.text));
  const occupationAt = new Map(taxonomy.occupations.map(({ code }, position) => [code, position]));
  const groupAt = new Map(taxonomy.majorGroups.map(({ code }, position) => [code, position]));
  const groupOfOccupation = Int32Array.from(taxonomy.occupations, ({ majorGroup }) => groupAt.get(majorGroup) ?? 0);
  const holders = taxonomy.tasks.map(({ holders }) =>
    holders.map(({ occupation }) => occupationAt.get(occupation) ?? 0),
  );
  const occupationOf = Int32Array.from(holders, ([first]) => first ?? 0);
  const occupationTerms = taxonomy.occupations.map((occupation) => occupationCounts(occupation, vocabulary));
  taskTerms.forEach((counts, task) => {
    for (const holder of holders[task] ?? []) addCounts(occupationTerms[holder], counts, INDEX.taskWeight);
  });
  const groupCodes = taxonomy.majorGroups.map(({ code }) => code);
  const synonyms = readSynonyms(vocabulary);
  const cues = readCues(vocabulary, taxonomy.occupations, groupCodes);
  return {
    vocabulary,
    codes: taxonomy.tasks.map(({ code }) => code),
    occupationOf,
    groupOf: occupationOf.map((occupation) => at(groupOfOccupation, occupation)),
    occupations: taxonomy.occupations.length,
    groups: taxonomy.majorGroups.length,
    groupCodes,
    taskPostings: buildPostings(taskTerms, vocabulary.size, INDEX.task),
    occupationPostings: buildPostings(occupationTerms, vocabulary.size, INDEX.occupation),
    occupationCues: buildWeights(cues.occupations, vocabulary.size),
    groupCues: buildWeights(cues.groups, vocabulary.size),
    synonyms,
    inWriting: Float32Array.from(taxonomy.tasks, ({ text }) => writtenWork(text)),
  };
}

/** Alternate titles repeat their words dozens of times: the logarithm of how many hold one counts. */
function occupationCounts(
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

function addCounts(into: Map<number, number> | undefined, counts: TermCounts, weight: number): void {
  for (const [term, tf] of counts) into?.set(term, (into.get(term) ?? 0) + weight * tf);
}

interface CueWeights {
  readonly occupations: readonly TermCounts[];
  readonly groups: readonly TermCounts[];
}

/** A cue of n groups gives each 1 / sqrt(n); so does one of several beginnings of codes to their occupations. */
function readCues(
  vocabulary: Vocabulary,
  occupations: readonly Occupation[],
  groupCodes: readonly string[],
): CueWeights {
  const beginnings = new Map<number, Set<string>>();
  for (const [beginning, words] of Object.entries(CUES)) {
    for (const cue of words.split(/\s+/)) {
      const id = cueTerm(vocabulary, cue);
      beginnings.set(id, (beginnings.get(id) ?? new Set()).add(beginning));
    }
  }
  const weights = {
    occupations: occupations.map(() => new Map<number, number>()),
    groups: groupCodes.map(() => new Map<number, number>()),
  };
  for (const [id, starts] of beginnings) {
    const groups = new Set([...starts].map((start) => start.slice(0, 2)));
    groupCodes.forEach((code, group) => {
      if (groups.has(code.slice(0, 2))) weights.groups[group]?.set(id, 1 / Math.sqrt(groups.size));
    });
    occupations.forEach(({ code }, occupation) => {
      if ([...starts].some((start) => start.length > 2 && code.startsWith(start))) {
        weights.occupations[occupation]?.set(id, 1 / Math.sqrt(starts.size));
      }
    });
  }
  return weights;
}

function cueTerm(vocabulary: Vocabulary, cue: string): number {
  const [first, second] = cueTerms(cue);
  return second === undefined ? vocabulary.add(first) : vocabulary.addPair(first, second);
}

/** The one or two terms of a cue. @throws Error when a cue could never be met */
export function cueTerms(cue: string): readonly [string] | readonly [string, string] {
  const [first, second, ...rest] = cue.split('_').map(toTerm);
  if (!first || second === null || second === '' || rest.length > 0)
    throw new Error(`The cue "${cue}" can never be met.`);
  return second === undefined ? [first] : [first, second];
}

function readSynonyms(vocabulary: Vocabulary): ReadonlyMap<number, readonly number[]> {
  const synonyms = new Map<number, readonly number[]>();
  for (const [said, official] of Object.entries(THESAURUS)) {
    const [term = said] = cueTerms(said);
    synonyms.set(vocabulary.add(term), [...vocabulary.count(official).keys()]);
  }
  return synonyms;
}

const WRITTEN = new Set(WRITTEN_WORK.split(' '));
const HANDS_ON = new Set(HANDS_ON_WORK.split(' '));

/** Judged by the verbs among the first three words: "Design or modify ..." is written work. */
function writtenWork(text: string): number {
  const words: string[] = [];
  eachWord(text.toLowerCase(), (word) => words.push(word));
  const verbs = words.slice(0, 3);
  if (verbs[0] !== undefined && HANDS_ON.has(verbs[0])) return -1;
  return verbs.some((verb) => WRITTEN.has(verb)) ? 1 : 0;
}
