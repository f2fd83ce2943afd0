import { groupBy } from '../grouping.js';
import { type Cell, type CellKey, cellId, type Estimate, type Quality } from '../measures/cell.js';
import { familyOf } from '../measures/cells.js';
import { worse } from '../measures/quality.js';
import { createRatios, filledReplicates, leaveOut, type Ratio } from '../measures/ratio.js';
import type { Counts, FrameCount } from '../measures/tally.js';
import { createVectors } from '../measures/vectors.js';
import { MIN_OWN_ACCOUNTS } from '../statistics/design-effect.js';
import { jackknife, kishDf } from '../statistics/jackknife.js';
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
  readonly key: CellKey;
  readonly estimate: Estimate;
  readonly quality: Quality;
  readonly accounts: number;
}

/** A cell published on both sides, with the deviations of both over the replicates that either fills. */
interface Pair {
  readonly key: CellKey;
  readonly from: Published;
  readonly to: Published;
  /** Too few accounts on one side: the cell's own deviations would tell of the largest of them. */
  readonly few: boolean;
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
    return family.map((pair) => deltaOf(pair, pair.few ? pooled : correlation([pair])));
  });
  return deltas
    .map((delta) => ({ delta, id: cellId(delta.key) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ delta }) => delta);
}

function pairCells(from: Side, to: Side): Pair[] {
  const earlier = new Map(from.cells.flatMap(published).map((cell) => [cellId(cell.key), cell]));
  const [ratioBefore, ratioAfter] = [ratiosOf(from), ratiosOf(to)];
  const sameFraction = fraction(from.counts.frame) === fraction(to.counts.frame);
  return to.cells.flatMap(published).flatMap((b) => {
    const { key } = b;
    const a = earlier.get(cellId(key));
    // A larger part of the frame finds more of everybody's rare uses.
    if (!a || (key.measure === 'reach' && !sameFraction)) return [];
    const few = Math.min(a.accounts, b.accounts) < MIN_OWN_ACCOUNTS;
    return [{ key, from: a, to: b, few, ...deviations(ratioBefore(key), ratioAfter(key), few) }];
  });
}

function ratiosOf({ counts, taxonomy }: Side): (key: CellKey) => Ratio {
  return createRatios(createVectors(counts, taxonomy));
}

function published({ key, estimate, quality, accounts }: Cell): Published[] {
  return estimate && quality ? [{ key, estimate, quality, accounts }] : [];
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
function deviations(from: Ratio, to: Ratio, few: boolean): { e1: Float64Array; e2: Float64Array; df: number } {
  const filled = filledReplicates(from.base.vector, to.base.vector);
  const [e1, e2] = [deviate(from, filled), deviate(to, filled)];
  const part = ({ base }: Ratio, b: number) => (base.vector[b] ?? 0) / base.total;
  const sizes = filled.map((b) => part(from, b) + part(to, b));
  if (few) return { e1, e2, df: Math.max(1, kishDf(sizes)) };
  const differences = e2.map((e, i) => e - (e1[i] ?? 0));
  return { e1, e2, df: jackknife(0, differences, sizes).df };
}

function deviate(ratio: Ratio, filled: readonly number[]): Float64Array {
  const e = leaveOut(ratio, filled);
  for (let i = 0; i < e.length; i += 1) e[i] = (e[i] ?? 0) - ratio.value;
  return e;
}

/** Correlation of the two estimates over replicates, pooled over pairs; 0 where one of them does not vary. */
function correlation(pairs: readonly Pair[]): number {
  let [cross, squares1, squares2] = [0, 0, 0];
  for (const { e1, e2 } of pairs) {
    for (let i = 0; i < e1.length; i += 1) {
      const [a, b] = [e1[i] ?? 0, e2[i] ?? 0];
      cross += a * b;
      squares1 += a * a;
      squares2 += b * b;
    }
  }
  return squares1 > 0 && squares2 > 0 ? cross / Math.sqrt(squares1 * squares2) : 0;
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
