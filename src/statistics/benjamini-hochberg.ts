/**
 * Which of many tests to call discoveries so that the share of false ones stays below `rate` (Benjamini and Hochberg 1995).
 * @returns one flag a p-value, in their order
 */
export function benjaminiHochberg(pValues: readonly number[], rate: number): boolean[] {
  const order = pValues.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p || a.i - b.i);
  let last = -1;
  for (const [rank, { p }] of order.entries()) if (p <= ((rank + 1) / pValues.length) * rate) last = rank;
  const found = new Set(order.slice(0, last + 1).map(({ i }) => i));
  return pValues.map((_, i) => found.has(i));
}
