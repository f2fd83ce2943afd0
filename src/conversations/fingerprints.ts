import { hash } from 'node:crypto';

const WORDS = 3;

/**
 * A set of texts that remembers 96 bits of each (16 to 32 bytes of memory a text where a Set of strings takes a hundred).
 * Two texts are taken for one with a probability of 1e-15 among ten million.
 */
export class FingerprintSet {
  private slots: Uint32Array;
  private count = 0;

  constructor(capacity = 1024) {
    this.slots = new Uint32Array(powerOfTwo(capacity * 2) * WORDS);
  }

  get size(): number {
    return this.count;
  }

  /** Adds a text; false when it was there before. */
  add(text: string): boolean {
    const digest = hash('sha1', text, 'buffer');
    // A slot of zeros is an empty one.
    const fingerprint: Fingerprint = [digest.readUInt32LE(0) || 1, digest.readUInt32LE(4), digest.readUInt32LE(8)];
    if (!insert(this.slots, fingerprint)) return false;
    this.count += 1;
    if (this.count * WORDS * 2 > this.slots.length) this.grow();
    return true;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const first = old[at];
      if (first) insert(this.slots, [first, old[at + 1] ?? 0, old[at + 2] ?? 0]);
    }
  }
}

type Fingerprint = readonly [number, number, number];

/** Open addressing with linear probing; the table is never more than half full. */
function insert(slots: Uint32Array, [a, b, c]: Fingerprint): boolean {
  const mask = slots.length / WORDS - 1;
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slot * WORDS;
    if (slots[at] === 0) {
      slots.set([a, b, c], at);
      return true;
    }
    if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return false;
  }
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}
