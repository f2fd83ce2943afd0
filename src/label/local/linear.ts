import type { Features } from './features.js';

/** One question that a linear model answers. */
export interface Head {
  readonly name: string;
  readonly classes: readonly string[];
  /** What the whole numbers of each class are multiplied by. */
  readonly scales: readonly number[];
}

/** Linear models over the same features, with weights in whole numbers from -127 to 127. */
export interface LinearModel {
  readonly buckets: number;
  readonly heads: readonly Head[];
  /** The weight of bucket f for column c is at f * columns + c; heads lie side by side. */
  readonly weights: Int8Array;
}

const FORMAT = 'tidemark-linear-1';
const NEWLINE = 10;

/** A model as bytes: one line of JSON, then its weights. */
export function writeModel({ buckets, heads, weights }: LinearModel): Uint8Array {
  const header = new TextEncoder().encode(`${JSON.stringify({ format: FORMAT, buckets, heads })}\n`);
  const bytes = new Uint8Array(header.length + weights.length);
  bytes.set(header);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), header.length);
  return bytes;
}

/** @throws Error when the bytes are no model of this format */
export function readModel(bytes: Uint8Array): LinearModel {
  const end = bytes.indexOf(NEWLINE);
  const header: { format?: string; buckets: number; heads: Head[] } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(0, end)),
  );
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
  const columns = header.heads.reduce((sum, { classes }) => sum + classes.length, 0);
  if (header.format !== FORMAT || weights.length !== header.buckets * columns)
    throw new Error('The weights are damaged or of another format.');
  return { buckets: header.buckets, heads: header.heads, weights };
}

/** Answers all heads at once: the logarithms of the probabilities of their classes, head by head. */
export class LinearScorer {
  private readonly sums: Float64Array;
  private readonly scales: Float64Array;

  constructor(private readonly model: LinearModel) {
    this.scales = Float64Array.from(model.heads.flatMap(({ scales }) => scales));
    this.sums = new Float64Array(this.scales.length);
  }

  score({ buckets, values }: Features): ReadonlyMap<string, Float64Array> {
    const { sums, scales } = this;
    const { weights, heads } = this.model;
    const columns = sums.length;
    sums.fill(0);
    for (let at = 0; at < buckets.length; at++) {
      const row = (buckets[at] ?? 0) * columns;
      const value = values[at] ?? 0;
      for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + value * (weights[row + c] ?? 0);
    }
    for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) * (scales[c] ?? 0);
    let start = 0;
    return new Map(
      heads.map(({ name, classes }) => {
        const logs = logSoftmax(sums.slice(start, start + classes.length));
        start += classes.length;
        return [name, logs];
      }),
    );
  }
}

function logSoftmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - top);
  const shift = top + Math.log(total);
  return scores.map((score) => score - shift);
}
