/** How something is asked for: make it, fix it, revise it, answer or explain it, check it. */
export const MANNERS: readonly string[] = ['m', 'f', 'r', 'a', 'c'];

/** The part of each manner in what speaks for any, in the order of `MANNERS`; they add up to less than 1. */
export type Manner = readonly number[];

/** The modes' points, whose order is that of the manners, as parts of their sum and one. */
export function toManner(points: readonly number[]): Manner {
  const total = points.reduce((sum, value) => sum + value, 1);
  return points.map((value) => value / total);
}
