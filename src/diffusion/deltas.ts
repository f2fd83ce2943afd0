import { groupBy } from '../grouping.js';
import { type Cell, type CellKey, cellId, type Estimate, type Quality } from '../measures/cell.js';
import { familyOf } from '../measures/cells.js';
import { worse } from '../measures/quality.js';
import { filledReplicates, type Ratio, ratioOf, sum, without } from '../measures/ratio.js';
import type { Counts, FrameCount } from '../measures/tally.js';
import { createVectors } from '../measures/vectors.js';
import { MIN_OWN_ACCOUNTS } from '../statistics/design-effect.js';
import { jackknife } from '../statistics/jackknife.js';
import { mover } from '../statistics/mover.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { Delta, Verdict } from './delta.js';

/** One snapshot of a comparison. */
export interface Side {
  readonly counts: Counts;
  readonly cells: readonly Cell[];
  readonly taxonomy: Taxonomy;
}

interface Published {
  readonly estimate: Estimate;
  readonly quality: Quality;
  readonly accounts: number;
}

/** A cell published on both sides, with the deviations of both over the replicates that either fills. */
interface Pair {
  readonly key: CellKey;
  readonly from: Published;
  readonly to: Published;
  readonly e1: Float64Array;
  readonly e2: Float64Array;
  readonly df: number;
}

/**
 * The changes of all cells that both snapshots publish, sorted by `cellId`. An account keeps its replicate, so the
 * jackknife's correlation of the two estimates holds what comes from people who return (MOVER; Zou and Donner 2008).
 */
export function computeDeltas(from: Side, to: Side): Delta[] {
  const pairs = pairCells(from, to);
  const families = groupBy(pairs, familyOf);
  const deltas = [...families.values()].flatMap((family) => {
    const pooled = correlation(family);
    return family.map((pair) => deltaOf(pair, fewAccounts(pair) ? pooled : correlation([pair])));
  });
  return deltas
    .map((delta) => ({ delta, id: cellId(delta.key) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ delta }) => delta);
}

function pairCells(from: Side, to: Side): Pair[] {
  const earlier = new Map(from.cells.map((cell) => [cellId(cell.key), published(cell)]));
  const [v1, v2] = [createVectors(from.counts, from.taxonomy), createVectors(to.counts, to.taxonomy)];
  const sameFraction = fraction(from.counts.frame) === fraction(to.counts.frame);
  return to.cells.flatMap((cell) => {
    const [a, b] = [earlier.get(cellId(cell.key)), published(cell)];
    // A larger part of the frame finds more of everybody's rare uses.
    if (!a || !b || (cell.key.measure === 'reach' && !sameFraction)) return [];
    return [{ key: cell.key, from: a, to: b, ...deviations(ratioOf(cell.key, v1), ratioOf(cell.key, v2)) }];
  });
}

function published({ estimate, quality, accounts }: Cell): Published | null {
  return estimate && quality ? { estimate, quality, accounts } : null;
}

/** Sampled over frame, in lowest terms. */
function fraction(frame: readonly FrameCount[]): string {
  const [drawn, all] = [frame.reduce((n, row) => n + row.drawnN, 0), frame.reduce((n, row) => n + row.frameN, 0)];
  const divisor = gcd(drawn, all) || 1;
  return `${drawn / divisor}/${all / divisor}`;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Both estimates' deviations, and the degrees of freedom of their difference, each period counting the same. */
function deviations(from: Ratio, to: Ratio): { e1: Float64Array; e2: Float64Array; df: number } {
  const filled = filledReplicates(from.base, to.base);
  const e1 = deviate(from, filled);
  const e2 = deviate(to, filled);
  const sizes = filled.map((b) => (from.base[b] ?? 0) / sum(from.base) + (to.base[b] ?? 0) / sum(to.base));
  const difference = jackknife(
    0,
    e2.map((e, i) => e - (e1[i] ?? 0)),
    sizes,
  );
  return { e1, e2, df: difference.df };
}

function deviate(ratio: Ratio, filled: readonly number[]): Float64Array {
  const totals = { x: sum(ratio.numerator), y: sum(ratio.base) };
  return Float64Array.from(filled, (b) => without(ratio, b, totals) - ratio.value);
}

/** Correlation of the two estimates over replicates, pooled over pairs; 0 where one of them does not vary. */
function correlation(pairs: readonly Pair[]): number {
  let [cross, squares1, squares2] = [0, 0, 0];
  for (const { e1, e2 } of pairs) {
    for (const [i, a] of e1.entries()) {
      const b = e2[i] ?? 0;
      cross += a * b;
      squares1 += a * a;
      squares2 += b * b;
    }
  }
  return squares1 > 0 && squares2 > 0 ? cross / Math.sqrt(squares1 * squares2) : 0;
}

/** A cell's own correlation would tell of its largest accounts. */
function fewAccounts({ from, to }: Pair): boolean {
  return Math.min(from.accounts, to.accounts) < MIN_OWN_ACCOUNTS;
}

function deltaOf({ key, from, to, df }: Pair, r: number): Delta {
  const { lower, upper } = mover(from.estimate, to.estimate, r);
  const [s1, s2] = [from.estimate.standardError, to.estimate.standardError];
  return {
    key,
    from: from.estimate.value,
    to: to.estimate.value,
    delta: to.estimate.value - from.estimate.value,
    lower,
    upper,
    standardError: Math.sqrt(Math.max(0, s1 * s1 + s2 * s2 - 2 * r * s1 * s2)),
    df,
    quality: worse(from.quality, to.quality),
    verdict: verdict(lower, upper),
  };
}

function verdict(lower: number, upper: number): Verdict {
  if (lower > 0) return 'up';
  return upper < 0 ? 'down' : 'no_clear_change';
}
