import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { placeId } from './cell.js';
import { type EstimateOptions, estimateFromAccounts, type MeasureEstimate, type UsageMeasure } from './estimate.js';
import { isTopHeavy, worse } from './quality.js';
import { replicatedUsage } from './replicated.js';
import { ALL_STRATA, type Counts } from './tally.js';
import { globalPlace } from './universe.js';

/**
 * Measures of one of our own snapshots, of all its counts: an inside view, for what a release withholds is in every one of them.
 * Where the sample is top-heavy they are to be reviewed at best, as published shares are.
 * @throws EmptySetError when no conversation has a task
 */
export function measureSnapshot(
  counts: Counts,
  taxonomy: Taxonomy,
  measures: readonly UsageMeasure[],
  options: EstimateOptions,
): MeasureEstimate[] {
  const recipe = {
    source: options.seed,
    taxonomy: taxonomy.name,
    unit: 'conversations',
    join: 'code',
    floor: 1,
  } as const;
  const activity = placeId(globalPlace('outcome', 'outcome', 'with_task'));
  const total = counts.tallies.find(
    (tally) => tally.stratum === ALL_STRATA && tally.cohort === 'all' && placeId(tally) === activity,
  );
  const topHeavy = total !== undefined && isTopHeavy(total);
  return estimateFromAccounts(replicatedUsage(counts, taxonomy, recipe), measures, options).map((estimate) => ({
    ...estimate,
    quality: worse(estimate.quality, topHeavy ? 'review' : 'ok'),
  }));
}
