import { createRandom, type Random } from '../../statistics/random.js';
import type { Features } from '../local/features.js';

/** How a head is trained. */
export interface LogisticOptions {
  readonly epochs: number;
  readonly rate: number;
  /** L2 penalty, relative to the loss of one example. */
  readonly decay: number;
  readonly seed: string;
}

export interface Example {
  readonly features: Features;
  /** The position of its class. */
  readonly target: number;
}

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011) over examples in a seeded order. The weight of
 * feature f for class c is at f * classes + c. Same examples, options and seed: same weights.
 */
export function trainLogistic(
  examples: readonly Example[],
  buckets: number,
  classes: number,
  { epochs, rate, decay, seed }: LogisticOptions,
): Float32Array {
  const weights = new Float32Array(buckets * classes);
  const squares = new Float32Array(buckets * classes).fill(1e-3);
  const scores = new Float64Array(classes);
  const order = examples.map((_, at) => at);
  const random = createRandom(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at];
      if (example) step(example, weights, squares, scores, rate, decay);
    }
  }
  return weights;
}

function step(
  { features: { buckets, values }, target }: Example,
  weights: Float32Array,
  squares: Float32Array,
  scores: Float64Array,
  rate: number,
  decay: number,
): void {
  const classes = scores.length;
  score(buckets, values, weights, scores);
  softmax(scores);
  for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) - Number(c === target);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let c = 0; c < classes; c++) {
      const place = row + c;
      const old = weights[place] ?? 0;
      const gradient = (scores[c] ?? 0) * value + decay * old;
      const sum = (squares[place] ?? 0) + gradient * gradient;
      squares[place] = sum;
      weights[place] = old - (rate * gradient) / Math.sqrt(sum);
    }
  }
}

/** Puts the linear scores of all classes into `scores`. */
function score(buckets: Int32Array, values: Float32Array, weights: Float32Array, scores: Float64Array): void {
  const classes = scores.length;
  scores.fill(0);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + value * (weights[row + c] ?? 0);
  }
}

/** Turns scores into probabilities, in place. */
function softmax(scores: Float64Array): void {
  const top = Math.max(...scores);
  let total = 0;
  for (let c = 0; c < scores.length; c++) {
    const power = Math.exp((scores[c] ?? 0) - top);
    scores[c] = power;
    total += power;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] ?? 0) / total;
}

function shuffle(items: number[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] ?? 0, items[last] ?? 0];
  }
}
