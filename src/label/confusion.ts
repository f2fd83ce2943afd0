import { groupBy } from '../grouping.js';

/** One major group as coded, and what the labeller made of it. */
export interface ConfusionRow {
  readonly coder: string;
  readonly n: number;
  /** Share that the labeller put into the same group. */
  readonly same: number;
  /** Labels by how often they were given, most frequent first, ties by code. */
  readonly labels: readonly (readonly [label: string, n: number])[];
}

/** Counts pairs of a coder's value and the labeller's: one row a coder's value, most frequent first, ties by code. */
export function confusion(pairs: readonly (readonly [coder: string, label: string])[]): readonly ConfusionRow[] {
  return [...groupBy(pairs, ([coder]) => coder)]
    .map(([coder, rows]) => {
      const labels = byFrequency(rows.map(([, label]) => label));
      const right = labels.find(([label]) => label === coder)?.[1] ?? 0;
      return { coder, n: rows.length, same: right / rows.length, labels };
    })
    .sort((x, y) => y.n - x.n || (x.coder < y.coder ? -1 : 1));
}

function byFrequency(values: readonly string[]): readonly (readonly [string, number])[] {
  const counted = [...groupBy(values, (value) => value)].map(([value, all]) => [value, all.length] as const);
  return counted.sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1));
}
