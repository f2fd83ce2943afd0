import { eachWord, toTerm } from './words.js';

const REMEMBERED_WORDS = 60_000;
const NO_TERM = -1;

/** Terms by number, in the order in which they were first met. */
export class Vocabulary {
  private readonly terms = new Map<string, number>();
  private readonly pairs = new Map<number, number>();
  private readonly words = new Map<string, number>();

  /** Terms and pairs together. */
  get size(): number {
    return this.terms.size + this.pairs.size;
  }

  /** The number of a term, given out when it is new. */
  add(term: string): number {
    const known = this.terms.get(term);
    if (known !== undefined) return known;
    const id = this.size;
    this.terms.set(term, id);
    return id;
  }

  /** The number of two neighbouring terms. */
  addPair(first: string, second: string): number {
    const key = pairKey(this.add(first), this.add(second));
    const known = this.pairs.get(key);
    if (known !== undefined) return known;
    const id = this.size;
    this.pairs.set(key, id);
    return id;
  }

  /** How often a text holds each of its terms; new terms get numbers. */
  count(text: string): Map<number, number> {
    const counts = new Map<number, number>();
    eachWord(text.toLowerCase(), (word) => {
      const term = toTerm(word);
      if (term === null) return;
      const id = this.add(term);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    });
    return counts;
  }

  /** Calls `visit` with each known term, and each known pair of neighbours, of a lower-case text. */
  eachTerm(text: string, visit: (id: number) => void): void {
    let last = NO_TERM;
    eachWord(text, (word) => {
      const id = this.lookUp(word);
      if (id === null) return;
      if (id !== NO_TERM) visit(id);
      if (id !== NO_TERM && last !== NO_TERM) {
        const pair = this.pairs.get(pairKey(last, id));
        if (pair !== undefined) visit(pair);
      }
      last = id;
    });
  }

  /** A word's term; NO_TERM for one that is not known, null for a stop word. Words are remembered, to stem them once. */
  private lookUp(word: string): number | null {
    const known = this.words.get(word);
    if (known !== undefined) return known === -2 ? null : known;
    const term = toTerm(word);
    const id = term === null ? null : (this.terms.get(term) ?? NO_TERM);
    if (this.words.size < REMEMBERED_WORDS) this.words.set(word, id ?? -2);
    return id;
  }
}

function pairKey(first: number, second: number): number {
  return first * 2 ** 26 + second;
}
