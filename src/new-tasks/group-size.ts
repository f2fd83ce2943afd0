import { placeId } from '../measures/cell.js';
import { estimateCell, familyDesignEffect, type RawCell } from '../measures/cells.js';
import { isTopHeavy, qualityOf } from '../measures/quality.js';
import { createRatios, ratioJackknife } from '../measures/ratio.js';
import type { Counts } from '../measures/tally.js';
import { globalPlace } from '../measures/universe.js';
import { createVectors, REPLICATES, stratumWeights, type Vector } from '../measures/vectors.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { GroupSize, Untasked } from './new-task.js';

/** The measure of a group: its share of the sample, as of all conversations without a task. */
const KEY = { ...globalPlace('outcome', 'outcome', 'none'), measure: 'share', base: 'sample' } as const;

/** Gives the share of the sample that each of some groups makes, with its interval: they borrow strength from each other. */
export function createSizing({ counts, taxonomy }: { readonly counts: Counts; readonly taxonomy: Taxonomy }) {
  const vectors = createVectors(counts, taxonomy);
  const { base } = createRatios(vectors)(KEY);
  const weights = stratumWeights(counts.frame);
  const activity = vectors.tally(placeId(globalPlace('outcome', 'outcome', 'with_task')));
  const topHeavy = activity !== undefined && isTopHeavy(activity);
  const raw = (members: readonly Untasked[]): RawCell => {
    const numerator = vectorOf(members, weights);
    const total = numerator.reduce((sum, n) => sum + n, 0);
    const ratio = { numerator, total, base, value: Math.min(1, total / base.total) };
    const accounts = new Set(members.map(({ account }) => account)).size;
    return { key: KEY, n: members.length, accounts, ratio, jackknife: ratioJackknife(ratio) };
  };
  return (groups: readonly (readonly Untasked[])[]): GroupSize[] => {
    const family = groups.map(raw);
    const designEffect = familyDesignEffect(family);
    return family.map((one) => {
      const estimate = estimateCell(one, designEffect);
      return { n: one.n, accounts: one.accounts, estimate, quality: qualityOf(estimate, topHeavy) };
    });
  };
}

/** Conversations by replicate, as their strata weigh. */
function vectorOf(members: readonly Untasked[], weights: ReadonlyMap<number, number> | null): Vector {
  const vector = new Float64Array(REPLICATES);
  for (const { replicate, stratum } of members)
    vector[replicate] = (vector[replicate] ?? 0) + (weights?.get(stratum) ?? 1);
  return vector;
}
