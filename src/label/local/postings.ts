/** For each term the documents that hold it, with the weight that it gives them: an inverted index on typed arrays. */
export interface Postings {
  /** `starts[t]` to `starts[t + 1]` is term t's stretch of `documents` and `weights`. */
  readonly starts: Int32Array;
  readonly documents: Int32Array;
  readonly weights: Float32Array;
}

/** The terms of one document and how often it holds them (fractions where fields weigh differently). */
export type TermCounts = ReadonlyMap<number, number>;

export interface Bm25 {
  readonly k1: number;
  readonly b: number;
}

/**
 * Builds postings with BM25 weights: idf tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)), with
 * idf = ln(1 + (N - n + .5) / (n + .5)) (Robertson and Zaragoza 2009).
 */
export function buildPostings(documents: readonly TermCounts[], terms: number, { k1, b }: Bm25): Postings {
  const lengths = documents.map((counts) => [...counts.values()].reduce((sum, tf) => sum + tf, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
  const idf = countHolding(documents, terms);
  idf.forEach((n, term) => {
    idf[term] = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
  });
  const norms = lengths.map((length) => k1 * (1 - b + (b * length) / mean));
  return collect(
    documents,
    terms,
    (document, term, tf) => ((idf[term] ?? 0) * tf * (k1 + 1)) / (tf + (norms[document] ?? 0)),
  );
}

/** Builds postings from weights as they are. */
export function buildWeights(documents: readonly TermCounts[], terms: number): Postings {
  return collect(documents, terms, (_document, _term, weight) => weight);
}

function collect(
  documents: readonly TermCounts[],
  terms: number,
  weigh: (document: number, term: number, count: number) => number,
): Postings {
  const holding = countHolding(documents, terms);
  const starts = new Int32Array(terms + 1);
  holding.forEach((n, term) => {
    starts[term + 1] = int(starts, term) + n;
  });
  const size = int(starts, terms);
  const postings = { starts, documents: new Int32Array(size), weights: new Float32Array(size) };
  const next = starts.slice();
  documents.forEach((counts, document) => {
    for (const [term, count] of counts) {
      const slot = int(next, term);
      next[term] = slot + 1;
      postings.documents[slot] = document;
      postings.weights[slot] = weigh(document, term, count);
    }
  });
  return postings;
}

/** In how many documents each term is. */
function countHolding(documents: readonly TermCounts[], terms: number): Float64Array {
  const holding = new Float64Array(terms);
  for (const counts of documents) for (const term of counts.keys()) holding[term] = (holding[term] ?? 0) + 1;
  return holding;
}

/** Adds `weight` times a term's postings to `scores`. */
export function accumulate(
  scores: Float32Array,
  { starts, documents, weights }: Postings,
  term: number,
  weight: number,
): void {
  const end = int(starts, term + 1);
  for (let slot = int(starts, term); slot < end; slot++) {
    const document = int(documents, slot);
    scores[document] = float(scores, document) + weight * float(weights, slot);
  }
}

/** A place of an integer array that is known to be there. One function for each kind of array: mixed kinds cost a factor of five. */
export function int(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

/** A place of an array of fractions that is known to be there. */
export function float(array: Float32Array, index: number): number {
  return array[index] ?? 0;
}

/** The same with twice the precision. */
export function double(array: Float64Array, index: number): number {
  return array[index] ?? 0;
}

/** A place of an array of small whole numbers that is known to be there. */
export function byte(array: Int8Array, index: number): number {
  return array[index] ?? 0;
}
