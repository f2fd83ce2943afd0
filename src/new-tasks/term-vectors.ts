import { eachWord, toTerm } from '../label/local/words.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** Weights of terms (stems of words). */
export type TermVector = ReadonlyMap<string, number>;

/** What a taxonomy makes of words: the rarer in its statements, the more one weighs. */
export interface TermWeights {
  weight(term: string): number;
  /** A text as a vector of unit length, of terms among `known`; empty where it has none. */
  vector(text: string, known: ReadonlySet<string>): TermVector;
}

/**
 * Inverse document frequency over the statements of a taxonomy, ln((N + 1) / (df + 1)): a word that no statement has weighs most
 * (Sparck Jones 1972; smoothed). Fixed with the taxonomy, so that vectors of all periods lie in one space.
 */
export function createTermWeights({ tasks }: Pick<Taxonomy, 'tasks'>): TermWeights {
  const frequency = new Map<string, number>();
  for (const { text } of tasks)
    for (const term of termsOf(text).keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const weight = (term: string) => Math.log((tasks.length + 1) / ((frequency.get(term) ?? 0) + 1));
  return {
    weight,
    vector: (text, known) => {
      const terms = [...termsOf(text)].filter(([term]) => known.has(term));
      return unit(new Map(terms.map(([term, { length }]) => [term, length * weight(term)])));
    },
  };
}

/** The terms of a text, in its order, each with the words that stand for it. Words with anything but letters are left out. */
export function termsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const terms = new Map<string, string[]>();
  eachWord(text.toLowerCase(), (word) => {
    const term = /^\p{L}{3,}$/u.test(word) ? toTerm(word) : null;
    if (term !== null) terms.set(term, [...(terms.get(term) ?? []), word]);
  });
  return terms;
}

/** Terms that at least two accounts use: what one has alone makes nobody alike, and everybody less so. */
export function sharedTerms(
  described: readonly { readonly account: string; readonly description: string }[],
): ReadonlySet<string> {
  const users = new Map<string, string | null>();
  for (const { account, description } of described)
    for (const term of termsOf(description).keys()) {
      const first = users.get(term);
      users.set(term, first === undefined || first === account ? account : null);
    }
  return new Set([...users].flatMap(([term, only]) => (only === null ? [term] : [])));
}

/** A vector of unit length in the same direction. */
export function unit(vector: TermVector): TermVector {
  const length = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return length === 0 ? new Map() : new Map([...vector].map(([term, weight]) => [term, weight / length]));
}

/** The cosine of two vectors of unit length. */
export function cosine(a: TermVector, b: TermVector): number {
  let dot = 0;
  for (const [term, weight] of a) dot += weight * (b.get(term) ?? 0);
  return dot;
}
