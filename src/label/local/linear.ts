import type { Features } from './features.js';
import { byte, double, float, int } from './postings.js';

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

  score(features: Features): ReadonlyMap<string, Float64Array> {
    const { sums, scales } = this;
    sums.fill(0);
    this.addRows(features);
    for (let c = 0; c < sums.length; c++) sums[c] = double(sums, c) * double(scales, c);
    let start = 0;
    return new Map(
      this.model.heads.map(({ name, classes }) => {
        const logs = logSoftmax(sums.slice(start, start + classes.length));
        start += classes.length;
        return [name, logs];
      }),
    );
  }

  /** Four rows at a time, so that each sum is fetched and put back once for all of them; then the rest. */
  private addRows({ buckets, values }: Features): void {
    const { sums } = this;
    const { weights } = this.model;
    const columns = sums.length;
    const fours = buckets.length - (buckets.length % 4);
    for (let at = 0; at < fours; at += 4) {
      const a = float(values, at);
      const b = float(values, at + 1);
      const c = float(values, at + 2);
      const d = float(values, at + 3);
      const rowA = int(buckets, at) * columns;
      const rowB = int(buckets, at + 1) * columns;
      const rowC = int(buckets, at + 2) * columns;
      const rowD = int(buckets, at + 3) * columns;
      for (let column = 0; column < columns; column++) {
        sums[column] =
          double(sums, column) +
          a * byte(weights, rowA + column) +
          b * byte(weights, rowB + column) +
          c * byte(weights, rowC + column) +
          d * byte(weights, rowD + column);
      }
    }
    for (let at = fours; at < buckets.length; at++) {
      const value = float(values, at);
      const row = int(buckets, at) * columns;
      for (let column = 0; column < columns; column++)
        sums[column] = double(sums, column) + value * byte(weights, row + column);
    }
  }
}

/** Turns scores into logarithms of probabilities, in their place. */
function logSoftmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - top);
  const shift = top + Math.log(total);
  for (let at = 0; at < scores.length; at++) scores[at] = double(scores, at) - shift;
  return scores;
}
