import { EmptySetError } from '../statistics/empty-set-error.js';
import { sumOf } from './task-usage.js';

/** A point of the Lorenz curve: the least used `units` (a fraction of all) make `usage` (a fraction). */
export interface LorenzPoint {
  readonly units: number;
  readonly usage: number;
}

/** Share of the k largest units, a fraction of their sum. Units are those given, used or not. */
export function topShare(values: ArrayLike<number>, k: number): number {
  const shares = descending(values);
  return Math.min(1, sumOf(shares.slice(0, k)));
}

/** The places of the k largest units; of equal ones, the first. */
export function largest(values: ArrayLike<number>, k: number): readonly number[] {
  const places = Array.from({ length: values.length }, (_, i) => i);
  return places.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, k);
}

/** Herfindahl-Hirschman index, sum of squared shares: 1/units to 1 (Hirschman 1964). */
export function herfindahl(values: ArrayLike<number>): number {
  const total = totalOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += ((values[i] ?? 0) / total) ** 2;
  return squares;
}

/** Effective number of units, 1/HHI (Hill 1973, order 2). */
export function effectiveNumber(values: ArrayLike<number>): number {
  return 1 / herfindahl(values);
}

/** Shannon entropy in nats, -sum s ln s (Shannon 1948). Its exponential is Hill's number of order 1. */
export function entropyNats(values: ArrayLike<number>): number {
  const total = totalOf(values);
  let entropy = 0;
  for (let i = 0; i < values.length; i += 1) {
    const share = (values[i] ?? 0) / total;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return entropy;
}

/** Gini coefficient over all units given, unused ones included: sum (2i - n - 1) x_(i) / (n sum x), x ascending (Gini 1912). */
export function gini(values: ArrayLike<number>): number {
  const ascending = descending(values).reverse();
  const n = ascending.length;
  return ascending.reduce((sum, share, i) => sum + (2 * (i + 1) - n - 1) * share, 0) / n;
}

/** Lorenz curve over all units given, least used first, from (0, 0) to (1, 1) (Lorenz 1905). */
export function lorenz(values: ArrayLike<number>): readonly LorenzPoint[] {
  const ascending = descending(values).reverse();
  let usage = 0;
  const points = Array.from(ascending, (share, i) => {
    usage += share;
    return { units: (i + 1) / ascending.length, usage: Math.min(1, usage) };
  });
  return [{ units: 0, usage: 0 }, ...points];
}

function descending(values: ArrayLike<number>): Float64Array {
  const total = totalOf(values);
  return Float64Array.from(values, (value) => value / total)
    .sort()
    .reverse();
}

function totalOf(values: ArrayLike<number>): number {
  const total = sumOf(values);
  if (!(total > 0)) throw new EmptySetError('Concentration');
  return total;
}
