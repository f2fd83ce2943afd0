import { MIN_OWN_ACCOUNTS, POOL_WEIGHT } from '../statistics/design-effect.js';
import { johnsonRustDf, kishDf } from '../statistics/jackknife.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Cell, cellId, placeId } from './cell.js';
import { createRawCells, estimateCell, familyDesignEffect, familyOf } from './cells.js';
import type { Counts } from './tally.js';
import { createVectors } from './vectors.js';

/** How a number came about, step by step. An inside view: it holds what a release withholds. */
export function explainCell(
  cell: Cell,
  counts: Counts,
  cells: readonly Cell[],
  taxonomy: Taxonomy,
): Readonly<Record<string, unknown>> {
  const vectors = createVectors(counts, taxonomy);
  const head = {
    cell: cellId(cell.key),
    status: cell.status,
    why: cell.insideReason,
    n: cell.n,
    accounts: cell.accounts,
  };
  if (cell.n === 0) return head;
  const tally = vectors.tally(placeId(cell.key));
  const rawCell = createRawCells(vectors);
  const raw = rawCell(cell.key);
  const family = cells.filter((other) => other.status === 'published' && familyOf(other) === familyOf(cell));
  const designEffect = familyDesignEffect(family.map((other) => rawCell(other.key)));
  const estimate = estimateCell(raw, designEffect);
  const { ratio, jackknife } = raw;
  return {
    ...head,
    largestAccounts: [tally?.top1 ?? 0, tally?.top2 ?? 0],
    formula: `${cell.key.measure}.${cell.key.base} = ${cell.key.measure === 'reach' ? 'accounts' : 'conversations'} here / base`,
    base: cell.key.base,
    baseN: ratio.base.n,
    ...estimate,
    quality: cell.quality,
    replicates: ratio.base.filled.length,
    jackknifeVariance: jackknife.variance,
    kish: kishDf(ratio.base.vector),
    johnsonRust: johnsonRustDf(jackknife.deviations),
    designEffect,
    interval: `${varianceUsed(cell)}, ${cell.key.measure === 'reach' ? 'Jeffreys' : 'Clopper-Pearson'} at Korn and Graubard's effective size`,
  };
}

function varianceUsed({ accounts }: Cell): string {
  return accounts < MIN_OWN_ACCOUNTS
    ? `pooled variance alone (under ${MIN_OWN_ACCOUNTS} accounts)`
    : `own variance steadied by the pooled one with weight ${POOL_WEIGHT}`;
}
