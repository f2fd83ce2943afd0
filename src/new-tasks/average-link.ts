import type { TermVector } from './term-vectors.js';

interface Cluster {
  readonly members: readonly number[];
  readonly sum: TermVector;
}

/** Similarities that differ by less are the same: sums are not exact. */
const TIE = 1e-12;

/**
 * Average-link clustering of vectors by their cosine (Sokal and Michener 1958), cut where the mean similarity of two clusters
 * falls below `threshold`. The mean over all pairs is the product of the clusters' sums over the product of their sizes, so that
 * no matrix of pairs is needed. Clusters are found along chains of nearest neighbours (Murtagh 1983), which for this linkage gives
 * what merging the closest pair first would. The order of the vectors settles ties.
 * @param vectors of unit length
 * @returns the members of each cluster, by place, ascending
 */
export function averageLink(vectors: readonly TermVector[], threshold: number): readonly (readonly number[])[] {
  const active = new ActiveClusters();
  for (const [at, sum] of vectors.entries()) active.add({ members: [at], sum });
  const done: (readonly number[])[] = [];
  let chain: number[] = [];
  for (let start = active.first(); start !== undefined; start = active.first()) {
    if (chain.length === 0) chain = [start];
    const [before, top] = [chain.at(-2), chain.at(-1) ?? start];
    const next = active.nearest(top, before);
    if (!next || next.similarity < threshold) {
      done.push([...active.take(top).members].sort((a, b) => a - b));
      chain.pop();
    } else if (next.id === before) {
      active.add(merged(active.take(before), active.take(top)));
      chain = chain.slice(0, -2);
    } else {
      chain.push(next.id);
    }
  }
  return done.sort(([a = 0], [b = 0]) => a - b);
}

function merged(a: Cluster, b: Cluster): Cluster {
  const sum = new Map(a.sum);
  for (const [term, weight] of b.sum) sum.set(term, (sum.get(term) ?? 0) + weight);
  return { members: [...a.members, ...b.members], sum };
}

/** The clusters that may still be merged, and which of them have a term. */
class ActiveClusters {
  private readonly clusters = new Map<number, Cluster>();
  private readonly having = new Map<string, Map<number, number>>();
  private added = 0;

  add(cluster: Cluster): void {
    const id = this.added++;
    this.clusters.set(id, cluster);
    for (const [term, weight] of cluster.sum) {
      const own = this.having.get(term) ?? new Map<number, number>();
      this.having.set(term, own.set(id, weight));
    }
  }

  /** Takes a cluster out. */
  take(id: number): Cluster {
    const cluster = this.clusters.get(id);
    if (!cluster) throw new Error(`There is no cluster ${id}.`);
    this.clusters.delete(id);
    for (const term of cluster.sum.keys()) this.having.get(term)?.delete(id);
    return cluster;
  }

  first(): number | undefined {
    return this.clusters.keys().next().value;
  }

  /** The most similar other cluster; `preferred` among equals, else the one that was added first. */
  nearest(id: number, preferred: number | undefined): { readonly id: number; readonly similarity: number } | null {
    const own = this.clusters.get(id);
    if (!own) return null;
    let best: { id: number; similarity: number } | null = null;
    for (const [other, product] of this.products(id, own)) {
      const size = own.members.length * (this.clusters.get(other)?.members.length ?? 1);
      const similarity = product / size;
      const ahead = best === null ? 1 : similarity - best.similarity;
      const among = other === preferred || (best?.id !== preferred && other < (best?.id ?? other + 1));
      if (ahead > TIE || (ahead >= -TIE && among)) best = { id: other, similarity };
    }
    return best;
  }

  private products(id: number, { sum }: Cluster): ReadonlyMap<number, number> {
    const products = new Map<number, number>();
    for (const [term, weight] of sum)
      for (const [other, theirs] of this.having.get(term) ?? [])
        if (other !== id) products.set(other, (products.get(other) ?? 0) + weight * theirs);
    return products;
  }
}
