import { EmptySetError } from './empty-set-error.js';
import type { Interval } from './interval.js';
import { jackknife } from './jackknife.js';
import { studentQuantile } from './student.js';

/** Counts of one replicate by unit. */
export type UnitCounts = ArrayLike<number>;

/** A share of chosen units, and what it is where the choice was made without looking. */
export interface CrossFit extends Interval {
  /** The share of the units that were chosen from all replicates. */
  readonly value: number;
  /** The same, each replicate's units chosen from other replicates. */
  readonly crossFitted: number;
  /** Of the cross-fitted share. */
  readonly standardError: number;
  readonly df: number;
  /** By how many standard errors the least of the chosen units leads the greatest of the others: whether the choice is settled. */
  readonly lead: number;
}

const FOLDS = 10;

/**
 * Interval of the share of units that the sample itself chooses, such as its ten largest. Choosing the largest lifts their
 * share, by what is noise; chosen from nine tenths of the replicates and counted in the last tenth, they are not lifted
 * (cross-fitting; Chernozhukov et al. 2018; the winner's curse of Andrews, Kitagawa and McCloskey 2024). The interval lies
 * around the cross-fitted share, Student's with the variance between replicates and the square of what the choice lifted, and
 * reaches up to the value at least. With a gap behind the chosen units it is the usual interval. Nominal 95 %.
 * @param replicates counts by unit, as many units each; replicates without any do not count
 * @param choose the chosen units' places, from counts added over replicates
 * @throws EmptySetError with fewer than two replicates that hold something
 */
export function crossFit(
  replicates: readonly UnitCounts[],
  choose: (counts: Float64Array) => readonly number[],
): CrossFit {
  const filled = replicates.filter((counts) => sumOf(counts) > 0);
  if (filled.length < 2) throw new EmptySetError('A cross-fitted share');
  const whole = addUp(filled);
  const total = sumOf(whole);
  const value = sumAt(whole, choose(whole)) / total;
  const hits = hitsByReplicate(filled, whole, choose);
  const crossFitted = sumOf(hits) / total;
  const sizes = filled.map(sumOf);
  const without = hits.map((hit, b) => (sumOf(hits) - hit) / (total - (sizes[b] ?? 0)));
  const { variance, df } = jackknife(crossFitted, without, sizes);
  const lift = Math.max(0, value - crossFitted);
  const half = quantile(df) * Math.sqrt(variance + lift * lift);
  const [lower, upper] = [crossFitted - half, Math.max(value, crossFitted + half)];
  const lead = leadOf(filled, whole, choose(whole), sizes);
  return { value, crossFitted, standardError: Math.sqrt(variance), df, lead, lower, upper };
}

function leadOf(
  replicates: readonly UnitCounts[],
  whole: Float64Array,
  chosen: readonly number[],
  sizes: readonly number[],
): number {
  const others = Array.from(whole.keys()).filter((unit) => !chosen.includes(unit));
  const [last] = [...chosen].sort((a, b) => (whole[a] ?? 0) - (whole[b] ?? 0));
  const [next] = others.sort((a, b) => (whole[b] ?? 0) - (whole[a] ?? 0));
  if (last === undefined || next === undefined) return Number.POSITIVE_INFINITY;
  const total = sumOf(whole);
  const gap = (whole[last] ?? 0) - (whole[next] ?? 0);
  const without = replicates.map(
    (counts, b) => (gap - (counts[last] ?? 0) + (counts[next] ?? 0)) / (total - (sizes[b] ?? 0)),
  );
  const { variance } = jackknife(gap / total, without, sizes);
  return variance > 0 ? gap / total / Math.sqrt(variance) : gap > 0 ? Number.POSITIVE_INFINITY : 0;
}

/** Of each replicate, what it holds of the units that the other folds choose. */
function hitsByReplicate(
  replicates: readonly UnitCounts[],
  whole: Float64Array,
  choose: (counts: Float64Array) => readonly number[],
): number[] {
  const folds = Math.min(FOLDS, replicates.length);
  const hits = new Array<number>(replicates.length).fill(0);
  for (let fold = 0; fold < folds; fold += 1) {
    const own = replicates.filter((_, b) => b % folds === fold);
    const inside = addUp(own);
    const chosen = choose(whole.map((count, unit) => count - (inside[unit] ?? 0)));
    for (const [i, counts] of own.entries()) hits[i * folds + fold] = sumAt(counts, chosen);
  }
  return hits;
}

function addUp(replicates: readonly UnitCounts[]): Float64Array {
  const sums = new Float64Array(replicates[0]?.length ?? 0);
  for (const counts of replicates)
    for (let unit = 0; unit < sums.length; unit += 1) sums[unit] = (sums[unit] ?? 0) + (counts[unit] ?? 0);
  return sums;
}

function sumAt(counts: UnitCounts, units: readonly number[]): number {
  return units.reduce((sum, unit) => sum + (counts[unit] ?? 0), 0);
}

function sumOf(counts: UnitCounts): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i += 1) sum += counts[i] ?? 0;
  return sum;
}

function quantile(df: number): number {
  return Number.isFinite(df) ? studentQuantile(0.975, df) : 1.959963984540054;
}
