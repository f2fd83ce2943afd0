import type { Reading } from './cut.js';
import { float, int } from './postings.js';
import { eachToken } from './tokens.js';

/** How texts become numbers. */
export const FEATURES = {
  /** Buckets that features are hashed into, a power of two; the first `signals` are for the signals alone. */
  buckets: 131_072,
  signals: 16,
  /** Lengths of the stretches of letters that are read within a word. */
  characters: [3, 5],
  /** Tokens of a conversation that count, in the order of reading. */
  maxTokens: 200,
  bigramWeight: 0.6,
  characterWeight: 0.4,
  /** Words with which a turn shows what it wants. */
  openingWords: 4,
  laterWords: 12,
} as const;

/** Sparse features of a conversation: bucket and value, in the order in which they were met. */
export interface Features {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
}

const REMEMBERED_WORDS = 30_000;
const WORDS_AT = FEATURES.signals;

/** Turns what was read into features. Keeps its working memory and the hashes of words between calls. */
export class FeatureReader {
  private readonly sums = new Float32Array(FEATURES.buckets);
  private readonly met = new Int32Array(FEATURES.buckets);
  private readonly words = new Map<string, Int32Array>();
  private size = 0;
  private tokens = 0;

  read(reading: Reading): Features {
    this.size = 0;
    this.tokens = 0;
    for (const { text, weight } of reading.segments) this.addText(text, weight);
    const norm = this.saturate();
    const content = this.size;
    this.addManner(reading);
    return this.take(content, norm);
  }

  private addText(text: string, weight: number): void {
    if (this.tokens >= FEATURES.maxTokens) return;
    let last = 0;
    eachToken(text, (word) => {
      if (this.tokens++ >= FEATURES.maxTokens) return;
      const keys = this.keysOf(word);
      const own = int(keys, 0);
      this.add(int(keys, 1), weight);
      const each = (weight * FEATURES.characterWeight) / Math.sqrt(Math.max(1, keys.length - 2));
      for (let at = 2; at < keys.length; at++) this.add(int(keys, at), each);
      if (last !== 0) this.add(bucket(Math.imul(last, 31) ^ own), weight * FEATURES.bigramWeight);
      last = own;
    });
  }

  /** Saturates the sums and gives their length. */
  private saturate(): number {
    let squares = 0;
    for (let at = 0; at < this.size; at++) {
      const key = int(this.met, at);
      const value = Math.log1p(2 * float(this.sums, key));
      this.sums[key] = value;
      squares += value * value;
    }
    return Math.sqrt(squares) || 1;
  }

  /** How something is asked: the opening words, the beginnings of the last turns, signals of form. */
  private addManner({ userTurns }: Reading): void {
    const [first = '', ...later] = userTurns;
    this.addBeginning(first, 0x51ed270b, FEATURES.openingWords, 0.5);
    for (const turn of later.slice(-3)) this.addBeginning(turn, 0x2c1b3c6d, FEATURES.laterWords, 0.3);
    signals(first).forEach((value, at) => {
      if (value !== 0) this.add(at, value);
    });
  }

  private addBeginning(text: string, salt: number, words: number, weight: number): void {
    let chain = salt;
    let read = 0;
    eachToken(text.slice(0, 200), (word) => {
      if (read++ >= words) return;
      const own = int(this.keysOf(word), 0);
      this.add(bucket(Math.imul(own, 0x9e3779b1) ^ salt), weight);
      chain = Math.imul(chain, 31) ^ own;
      if (read <= 3) this.add(bucket(chain), weight);
    });
  }

  private add(key: number, value: number): void {
    const known = float(this.sums, key);
    if (known === 0) this.met[this.size++] = key;
    this.sums[key] = known + value;
  }

  private take(content: number, norm: number): Features {
    const buckets = this.met.slice(0, this.size);
    const values = new Float32Array(this.size);
    for (let at = 0; at < this.size; at++) {
      const key = int(buckets, at);
      values[at] = at < content ? float(this.sums, key) / norm : float(this.sums, key);
      this.sums[key] = 0;
    }
    return { buckets, values };
  }

  private keysOf(word: string): Int32Array {
    const known = this.words.get(word);
    if (known) return known;
    const keys = wordKeys(word);
    if (this.words.size < REMEMBERED_WORDS) this.words.set(word, keys);
    return keys;
  }
}

/** A word's hash, its bucket, then the buckets of its stretches of letters, with its ends marked. */
function wordKeys(word: string): Int32Array {
  const marked = `<${word}>`;
  const own = hash(word, 0x811c9dc5);
  const keys = [own, bucket(own)];
  for (const size of FEATURES.characters) {
    // A word that is no longer than that is known by itself.
    const last = marked.length > size ? marked.length - size : -1;
    for (let at = 0; at <= last; at++) keys.push(bucket(hash(marked.slice(at, at + size), 0x3ade68b1)));
  }
  return Int32Array.from(keys);
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value | 0;
}

function bucket(hashed: number): number {
  let mixed = Math.imul(hashed ^ (hashed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return WORDS_AT + (((mixed ^ (mixed >>> 16)) >>> 0) % (FEATURES.buckets - WORDS_AT));
}

const ERROR =
  /traceback|\b\w*(error|exception)\b ?[:(\]]|exit code [1-9]|not found|undefined|stack ?trace|\bat [\w.$<>]+ ?\([^)]*:\d+/;

/**
 * Signals of form, one a place: a constant, lengths, questions, code, errors, scripts. How many turns there are is none of
 * them: in a corpus that was written, it tells how an author went about a mode, not how people do.
 */
function signals(first: string): readonly number[] {
  const length = first.length;
  return [
    1,
    Number(length < 25),
    Number(length >= 25 && length < 80),
    Number(length >= 80 && length < 250),
    Number(length >= 250 && length < 700),
    Number(length >= 700),
    Math.min(3, count(first, '?')) / 2,
    Number(first.trimEnd().endsWith('?')),
    Number(first.includes('```')),
    Number(count(first, '\n') >= 3),
    Number(ERROR.test(first)),
    Number(/[\u0400-\u04ff]/.test(first)),
    Number(/[\u0900-\u0dff]/.test(first)),
    Number(/[\u3040-\u9fff]/.test(first)),
  ];
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}
