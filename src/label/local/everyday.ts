import type { Occupation } from '../../taxonomy/taxonomy.js';
import { CUES } from './cues.js';
import type { TermCounts } from './postings.js';
import { HANDS_ON_WORK, THESAURUS, WRITTEN_WORK } from './thesaurus.js';
import type { Vocabulary } from './vocabulary.js';
import { eachWord, toTerm } from './words.js';

/** What each cue adds, by occupation and by major group. */
export interface CueWeights {
  readonly occupations: readonly TermCounts[];
  readonly groups: readonly TermCounts[];
}

/** A cue of n groups gives each 1 / sqrt(n); so does one of n beginnings of codes to their occupations. */
export function weighCues(
  vocabulary: Vocabulary,
  occupations: readonly Occupation[],
  groupCodes: readonly string[],
): CueWeights {
  const beginnings = cueBeginnings(vocabulary);
  return {
    occupations: occupations.map(({ code }) =>
      weigh(
        beginnings,
        ({ codes }) => codes.some((start) => start.length > 2 && code.startsWith(start)),
        ({ codes }) => codes.length,
      ),
    ),
    groups: groupCodes.map((code) =>
      weigh(
        beginnings,
        ({ groups }) => groups.has(code.slice(0, 2)),
        ({ groups }) => groups.size,
      ),
    ),
  };
}

interface Beginnings {
  readonly codes: readonly string[];
  readonly groups: ReadonlySet<string>;
}

function cueBeginnings(vocabulary: Vocabulary): ReadonlyMap<number, Beginnings> {
  const starts = new Map<number, Set<string>>();
  for (const [beginning, words] of Object.entries(CUES)) {
    for (const cue of words.split(/\s+/)) {
      const term = addCue(vocabulary, cue);
      starts.set(term, (starts.get(term) ?? new Set()).add(beginning));
    }
  }
  return new Map(
    [...starts].map(([term, codes]) => [
      term,
      { codes: [...codes], groups: new Set([...codes].map((code) => code.slice(0, 2))) },
    ]),
  );
}

function weigh(
  beginnings: ReadonlyMap<number, Beginnings>,
  points: (beginnings: Beginnings) => boolean,
  size: (beginnings: Beginnings) => number,
): TermCounts {
  const weights = new Map<number, number>();
  for (const [term, found] of beginnings) if (points(found)) weights.set(term, 1 / Math.sqrt(size(found)));
  return weights;
}

function addCue(vocabulary: Vocabulary, cue: string): number {
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

/** For each term that people use, the terms that say the same in official wordings. */
export function readSynonyms(vocabulary: Vocabulary): ReadonlyMap<number, readonly number[]> {
  return new Map(
    Object.entries(THESAURUS).map(([said, official]) => [
      addCue(vocabulary, said),
      [...vocabulary.count(official).keys()],
    ]),
  );
}

const WRITTEN = new Set(WRITTEN_WORK.split(' '));
const HANDS_ON = new Set(HANDS_ON_WORK.split(' '));
const VERB_WORDS = 3;

/** 1 for a task that begins like written work ("Design or modify ..."), -1 for one that needs hands or people, else 0. */
export function inWriting(text: string): number {
  const words: string[] = [];
  eachWord(text.toLowerCase(), (word) => words.push(word));
  const [first = ''] = words;
  if (HANDS_ON.has(first)) return -1;
  return words.slice(0, VERB_WORDS).some((word) => WRITTEN.has(word)) ? 1 : 0;
}
