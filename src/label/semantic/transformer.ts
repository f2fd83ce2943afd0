import { type Dense, type Layer, type Network, type Norm, readNetwork, SIZES, type WeightReader } from './network.js';
import { type Matrix, Products, paddedColumns, paddedRows, placeInPanels } from './product.js';

const { tokens: TOKENS, embedding: EMBEDDING, width: WIDTH, hidden: HIDDEN, heads: HEADS } = SIZES;
const EPSILON = 1e-6;

/**
 * The forward pass of the Universal Sentence Encoder lite (Cer et al. 2018): two layers of a transformer (Vaswani et al. 2017,
 * normalised before each part), the mean over the tokens, a dense layer, unit length. One text at a time: its vector cannot
 * depend on the others.
 */
export class Transformer {
  private readonly products = new Products();
  private readonly network: Network;
  private readonly signals: Float32Array;
  private readonly embedded = this.matrix(TOKENS, EMBEDDING);
  private readonly state = this.matrix(TOKENS, WIDTH);
  private readonly normal = this.matrix(TOKENS, WIDTH);
  private readonly projected = this.matrix(TOKENS, 3 * WIDTH);
  private readonly attended = this.matrix(TOKENS, WIDTH);
  private readonly hidden = this.matrix(TOKENS, HIDDEN);
  private readonly scores = this.products.floats(TOKENS * TOKENS);
  private readonly keys = this.products.floats(TOKENS * (WIDTH / HEADS));
  private readonly values = this.products.floats(TOKENS * (WIDTH / HEADS));

  constructor(read: WeightReader) {
    this.network = readNetwork(read, this.products);
    this.signals = signalsOf(this.network.frequencies);
  }

  /** The unit vector of a text of one token or more, of which the first `SIZES.tokens` count; `SIZES.width` components. */
  encode(tokens: readonly number[]): Float32Array {
    const { widen, first, second, head } = this.network;
    const { embedded, state, normal, hidden } = this;
    const count = Math.min(tokens.length, TOKENS);
    this.embed(tokens, count);
    this.assign(embedded, widen, state, count);
    this.attend(first, embedded, EMBEDDING, count);
    this.expand(first, count);
    this.add(hidden, first.contract, state, count);
    this.attend(second, state, WIDTH, count);
    this.expand(second, count);
    // What is left is linear up to the mean, which is therefore taken first: one row instead of one a token.
    meanOfRows(hidden, count);
    meanOfRows(state, count);
    this.add(hidden, second.contract, state, 1);
    this.assign(state, head, normal, 1);
    return unit(normal.data.subarray(0, WIDTH).map(Math.tanh));
  }

  private matrix(rows: number, columns: number): Matrix {
    return { data: this.products.floats(rows * columns), stride: columns };
  }

  /** c = a · weights + bias. */
  private assign(a: Matrix, { weights, bias }: Dense, c: Matrix, rows: number): void {
    for (let row = 0; row < paddedRows(rows); row++) c.data.set(bias, row * c.stride);
    this.products.add(a, weights, c, rows);
  }

  /** c += a · weights + bias. */
  private add(a: Matrix, { weights, bias }: Dense, c: Matrix, rows: number): void {
    for (let row = 0; row < rows; row++)
      for (let at = 0; at < bias.length; at++)
        c.data[row * c.stride + at] = (c.data[row * c.stride + at] ?? 0) + (bias[at] ?? 0);
    this.products.add(a, weights, c, rows);
  }

  /** Each token: twice its embedding, and the signal of its place. */
  private embed(tokens: readonly number[], count: number): void {
    const { embeddings } = this.network;
    const { data } = this.embedded;
    for (let place = 0; place < count; place++) {
      const from = (tokens[place] ?? 0) * EMBEDDING;
      for (let at = 0; at < EMBEDDING; at++)
        data[place * EMBEDDING + at] = 2 * (embeddings[from + at] ?? 0) + (this.signals[place * EMBEDDING + at] ?? 0);
    }
  }

  /** state += what each token takes from the others. */
  private attend(layer: Layer, input: Matrix, width: number, count: number): void {
    const { normal, projected, attended, state } = this;
    normalise(input, layer.norm, normal, count);
    this.assign(normal, layer.attention, { data: projected.data, stride: 3 * width }, count);
    for (let head = 0; head < HEADS; head++) this.attendHead(head, width, count);
    this.add({ data: attended.data, stride: width }, layer.output, state, count);
  }

  private attendHead(head: number, width: number, count: number): void {
    const { projected, attended, keys, values, products } = this;
    const size = width / HEADS;
    const start = head * size;
    for (let token = 0; token < count; token++) {
      const key = token * 3 * width + width + start;
      for (let at = 0; at < size; at++) {
        keys[placeInPanels(size, at, token)] = projected.data[key + at] ?? 0;
        values[placeInPanels(count, token, at)] = projected.data[key + width + at] ?? 0;
      }
    }
    const scores = { data: this.scores, stride: paddedColumns(count) };
    scores.data.fill(0, 0, paddedRows(count) * scores.stride);
    const queries = { data: projected.data.subarray(start), stride: 3 * width };
    products.add(queries, { data: keys, depth: size, columns: count }, scores, count);
    softmax(scores, 1 / Math.sqrt(size), count);
    const part = { data: attended.data.subarray(start), stride: width };
    for (let token = 0; token < paddedRows(count); token++) part.data.fill(0, token * width, token * width + size);
    products.add(scores, { data: values, depth: count, columns: size }, part, count);
  }

  private expand(layer: Layer, count: number): void {
    const { state, normal, hidden } = this;
    normalise(state, layer.innerNorm, normal, count);
    this.assign(normal, layer.expand, hidden, count);
    for (let at = 0; at < count * HIDDEN; at++) hidden.data[at] = Math.max(0, hidden.data[at] ?? 0);
  }
}

/** By place: the sines, then the cosines of its angles. */
function signalsOf(frequencies: Float32Array): Float32Array {
  const signals = new Float32Array(TOKENS * EMBEDDING);
  for (let place = 0; place < TOKENS; place++)
    for (let at = 0; at < EMBEDDING / 2; at++) {
      const angle = Math.fround(place * (frequencies[at] ?? 0));
      signals[place * EMBEDDING + at] = Math.sin(angle);
      signals[place * EMBEDDING + EMBEDDING / 2 + at] = Math.cos(angle);
    }
  return signals;
}

/** Layer normalisation (Ba et al. 2016) of the first rows, as wide as the norm is. */
function normalise(from: Matrix, { scale, bias }: Norm, to: Matrix, rows: number): void {
  const width = scale.length;
  for (let row = 0; row < rows; row++) {
    const x = from.data.subarray(row * from.stride, row * from.stride + width);
    let sum = 0;
    for (let at = 0; at < width; at++) sum += x[at] ?? 0;
    const mean = sum / width;
    let squares = 0;
    for (let at = 0; at < width; at++) {
      const away = (x[at] ?? 0) - mean;
      squares += away * away;
    }
    const factor = 1 / Math.sqrt(squares / width + EPSILON);
    const start = row * to.stride;
    for (let at = 0; at < width; at++)
      to.data[start + at] = ((x[at] ?? 0) - mean) * factor * (scale[at] ?? 0) + (bias[at] ?? 0);
  }
}

/** Softmax of the first `count` columns of the first `count` rows, multiplied by `scale` before. */
function softmax({ data, stride }: Matrix, scale: number, count: number): void {
  for (let row = 0; row < count; row++) {
    const x = data.subarray(row * stride, row * stride + count);
    let most = -Infinity;
    for (let at = 0; at < count; at++) most = Math.max(most, x[at] ?? 0);
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const weight = Math.exp(((x[at] ?? 0) - most) * scale);
      x[at] = weight;
      sum += weight;
    }
    for (let at = 0; at < count; at++) x[at] = (x[at] ?? 0) / sum;
  }
}

/** Puts the mean of the first rows into the first. */
function meanOfRows({ data, stride }: Matrix, rows: number): void {
  const sums = new Float64Array(stride);
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < stride; at++) sums[at] = (sums[at] ?? 0) + (data[row * stride + at] ?? 0);
  for (let at = 0; at < stride; at++) data[at] = (sums[at] ?? 0) / rows;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, component) => sum + component * component, 0));
  return vector.map((component) => component / length);
}
