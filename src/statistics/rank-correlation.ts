import { EmptySetError } from './empty-set-error.js';

/** Ranks from 1, ties at the mean of theirs. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    for (const { i } of order.slice(from, to)) ranks[i] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's of the midranks (Spearman 1904).
 * @throws RangeError for lists of different length; EmptySetError where one of them does not vary
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  sameLength(x, y);
  const [a, b] = [midranks(x), midranks(y)];
  const mean = (x.length + 1) / 2;
  let [cross, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [p, q] = [(a[i] ?? 0) - mean, (b[i] ?? 0) - mean];
    cross += p * q;
    squaresA += p * p;
    squaresB += q * q;
  }
  if (squaresA === 0 || squaresB === 0) throw new EmptySetError('A rank correlation');
  return cross / Math.sqrt(squaresA * squaresB);
}

/**
 * Kendall's tau-b, corrected for ties: (C - D) / sqrt((n0 - n1)(n0 - n2)) (Kendall 1945), counted by merging in
 * n log n (Knight 1966).
 * @throws RangeError for lists of different length; EmptySetError where one of them does not vary
 */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): number {
  sameLength(x, y);
  const order = Array.from(x, (value, i) => ({ x: value, y: y[i] ?? 0 })).sort((a, b) => a.x - b.x || a.y - b.y);
  const pairs = (x.length * (x.length - 1)) / 2;
  const tiedX = tiedPairs(order.map((one) => one.x));
  const tiedBoth = tiedRuns(order, (a, b) => a.x === b.x && a.y === b.y);
  const ys = Float64Array.from(order, (one) => one.y);
  const swaps = mergeSwaps(ys, new Float64Array(ys.length), 0, ys.length);
  const tiedY = tiedPairs([...ys]);
  if (pairs === tiedX || pairs === tiedY) throw new EmptySetError('A rank correlation');
  return (pairs - tiedX - tiedY + tiedBoth - 2 * swaps) / Math.sqrt((pairs - tiedX) * (pairs - tiedY));
}

function sameLength(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`${x.length} and ${y.length} values cannot be paired.`);
  if (x.length === 0) throw new EmptySetError('A rank correlation');
}

function tiedPairs(sorted: readonly number[]): number {
  return tiedRuns(sorted, (a, b) => a === b);
}

/** Pairs within runs of neighbours that are alike. */
function tiedRuns<T>(sorted: readonly T[], alike: (a: T, b: T) => boolean): number {
  let [pairs, run] = [0, 0];
  sorted.forEach((item, i) => {
    const before = sorted[i - 1];
    run = i > 0 && before !== undefined && alike(before, item) ? run + 1 : 0;
    pairs += run;
  });
  return pairs;
}

/** Sorts values[from, to) and counts how many neighbours had to change places. */
function mergeSwaps(values: Float64Array, room: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0;
  const middle = (from + to) >> 1;
  let swaps = mergeSwaps(values, room, from, middle) + mergeSwaps(values, room, middle, to);
  let [left, right] = [from, middle];
  for (let i = from; i < to; i += 1) {
    const takeLeft = right >= to || (left < middle && (values[left] ?? 0) <= (values[right] ?? 0));
    if (!takeLeft) swaps += middle - left;
    room[i] = values[takeLeft ? left : right] ?? 0;
    if (takeLeft) left += 1;
    else right += 1;
  }
  values.set(room.subarray(from, to), from);
  return swaps;
}
