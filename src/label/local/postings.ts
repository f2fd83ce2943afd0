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
  const holding = new Int32Array(terms);
  for (const counts of documents) for (const term of counts.keys()) holding[term] = at(holding, term) + 1;
  const postings = emptyPostings(holding);
  const next = postings.starts.slice();
  documents.forEach((counts, document) => {
    const norm = k1 * (1 - b + (b * at(lengths, document)) / mean);
    for (const [term, tf] of counts) {
      const n = at(holding, term);
      const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
      const slot = at(next, term);
      next[term] = slot + 1;
      postings.documents[slot] = document;
      postings.weights[slot] = (idf * tf * (k1 + 1)) / (tf + norm);
    }
  });
  return postings;
}

/** Builds postings from weights as they are. */
export function buildWeights(documents: readonly TermCounts[], terms: number): Postings {
  const holding = new Int32Array(terms);
  for (const weights of documents) for (const term of weights.keys()) holding[term] = at(holding, term) + 1;
  const postings = emptyPostings(holding);
  const next = postings.starts.slice();
  documents.forEach((weights, document) => {
    for (const [term, weight] of weights) {
      const slot = at(next, term);
      next[term] = slot + 1;
      postings.documents[slot] = document;
      postings.weights[slot] = weight;
    }
  });
  return postings;
}

function emptyPostings(holding: Int32Array): Postings {
  const starts = new Int32Array(holding.length + 1);
  for (let term = 0; term < holding.length; term++) starts[term + 1] = at(starts, term) + at(holding, term);
  const size = at(starts, holding.length);
  return { starts, documents: new Int32Array(size), weights: new Float32Array(size) };
}

/** Adds `weight` times a term's postings to `scores`. */
export function accumulate(
  scores: Float32Array,
  { starts, documents, weights }: Postings,
  term: number,
  weight: number,
): void {
  const end = at(starts, term + 1);
  for (let slot = at(starts, term); slot < end; slot++) {
    const document = at(documents, slot);
    scores[document] = at(scores, document) + weight * at(weights, slot);
  }
}

/** A place of a numeric array that is known to be there. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] ?? 0;
}
