/**
 * Shares `size` draws among strata in proportion to their sizes (largest remainder; ties to the earlier stratum), exact
 * in integers. A frame that is not larger than `size` is taken whole.
 */
export function allocate(strata: readonly number[], size: number): number[] {
  const frame = strata.reduce((sum, n) => sum + n, 0);
  if (frame <= size) return [...strata];
  const quotas = strata.map((n) => Number((BigInt(n) * BigInt(size)) / BigInt(frame)));
  const remainders = strata.map((n) => (BigInt(n) * BigInt(size)) % BigInt(frame));
  const order = strata.map((_, h) => h).sort((a, b) => compare(remainders[b], remainders[a]) || a - b);
  const left = size - quotas.reduce((sum, n) => sum + n, 0);
  for (const h of order.slice(0, left)) quotas[h] = (quotas[h] ?? 0) + 1;
  return quotas;
}

function compare(a: bigint | undefined, b: bigint | undefined): number {
  const [x, y] = [a ?? 0n, b ?? 0n];
  return x < y ? -1 : x > y ? 1 : 0;
}
