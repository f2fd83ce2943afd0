const CLUSTERS_AT_MOST = 2 ** 26;

/**
 * Tells whether a pair was there before, over millions of pairs: the parts are numbered and the pair is one safe integer,
 * so that nothing is kept twice and nothing is taken for something else.
 */
export class DistinctPairs {
  private readonly contexts = new Map<string, number>();
  private readonly clusters = new Map<string, number>();
  private readonly pairs = new Set<number>();

  /** True when the pair is new. @throws RangeError above 67 million different clusters or 134 million contexts */
  add(context: string, cluster: string): boolean {
    const pair = numberOf(this.contexts, context) * CLUSTERS_AT_MOST + numberOf(this.clusters, cluster);
    if (this.clusters.size > CLUSTERS_AT_MOST || !Number.isSafeInteger(pair)) throw new RangeError('too many pairs');
    const before = this.pairs.size;
    return this.pairs.add(pair).size > before;
  }
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}
