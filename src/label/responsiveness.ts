import { createRandom, type Random } from '../statistics/random.js';

/** What is true of a conversation, and what a labeller says of it. */
export interface Said {
  readonly truth: string;
  readonly said: string;
}

export interface Responsiveness {
  /** Measured change over true change: the slope through the origin, over all changes. */
  readonly slope: number;
  /** Of the slope in `draws` resamples of the conversations, the middle 95 %. */
  readonly interval: readonly [number, number];
  readonly changes: number;
}

const SHIFT = 0.2;
const DRAWS = 400;

/**
 * Moves `SHIFT` of all conversations from one value to another, for every pair of values that at least `fewest` have, by
 * weighing the conversations of each value; compares the change of the measured share of both values with the true one.
 * The slope is sum(measured x true) / sum(true^2). Its interval resamples conversations, value by value.
 */
export function responsiveness(pairs: readonly Said[], fewest: number, seed: string): Responsiveness {
  const random = createRandom(seed);
  const values = [...new Set(pairs.map(({ truth }) => truth))].sort();
  const byValue = values
    .map((value) => pairs.filter(({ truth }) => truth === value))
    .filter((own) => own.length >= fewest);
  const slopes = Array.from({ length: DRAWS }, () => slope(byValue.map((own) => resample(own, random)))).sort(
    (a, b) => a - b,
  );
  return {
    slope: slope(byValue),
    interval: [slopes[Math.floor(0.025 * DRAWS)] ?? Number.NaN, slopes[Math.ceil(0.975 * DRAWS) - 1] ?? Number.NaN],
    changes: byValue.length * (byValue.length - 1),
  };
}

function resample(own: readonly Said[], random: Random): readonly Said[] {
  return own.map((_, at) => own[Math.floor(random() * own.length)] ?? own[at]).filter((one) => one !== undefined);
}

/**
 * A shift of s from value a to value b changes the measured share of a by s (P(a|b) - P(a|a)) and that of b by
 * s (P(b|b) - P(b|a)); the true changes are -s and s. P(x|y): how often conversations of y are called x.
 */
function slope(byValue: readonly (readonly Said[])[]): number {
  let [product, squares] = [0, 0];
  for (const from of byValue) {
    for (const to of byValue) {
      if (from === to) continue;
      const a = from[0]?.truth ?? '';
      const b = to[0]?.truth ?? '';
      product += -SHIFT * SHIFT * (called(to, a) - called(from, a)) + SHIFT * SHIFT * (called(to, b) - called(from, b));
      squares += 2 * SHIFT * SHIFT;
    }
  }
  return product / squares;
}

function called(own: readonly Said[], value: string): number {
  return own.filter(({ said }) => said === value).length / own.length;
}
