import { createHash } from 'node:crypto';

/** A seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** The small fast counter generator (sfc32; Doty-Humphrey, PractRand 2010), seeded by SHA-256 of a text. */
export function createRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), 1];
  const next = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

/** A Poisson count of the given mean, by inversion (Devroye 1986); fit for means under some hundreds. */
export function poisson(mean: number, random: Random): number {
  let [count, probability, u] = [0, Math.exp(-mean), random()];
  while (u > probability) {
    u -= probability;
    count += 1;
    probability *= mean / count;
    if (probability === 0) break;
  }
  return count;
}

/** One of `items`. */
export function pick<T>(items: readonly [T, ...T[]], random: Random): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
