import type { UsageMeasure } from './estimate.js';
import {
  type ExposureClass,
  exposureKendall,
  exposureSpearman,
  type Gap,
  gapMap,
  type Paired,
  pairWithExposure,
  usageByExposure,
} from './exposure.js';
import { rememberLast } from './remember-last.js';
import type { Shares } from './shares.js';
import type { TaskUsage } from './task-usage.js';

/** The shares of occupations of a usage. */
export type Occupations = (usage: TaskUsage) => Shares;

/** From this on an occupation counts as exposed: half of its weighted tasks. */
const EXPOSED = 0.5;
const GAPS: readonly Gap[] = ['exposed_used', 'exposed_unused', 'unexposed_used', 'unexposed_unused'];
const SHARE = { lower: 0, upper: 1 };

/**
 * Exposure beside usage over the occupations that have both: rank correlations, and how many lie in each corner of the gap map,
 * exposed from one half on and used at all.
 */
export function exposureMeasures(
  occupations: Occupations,
  exposure: ReadonlyMap<string, number>,
): readonly UsageMeasure[] {
  const paired = rememberLast((usage: TaskUsage) => pairWithExposure(occupations(usage), exposure));
  const gaps = rememberLast((usage: TaskUsage) => gapMap(paired(usage), { exposed: EXPOSED, used: 0 }));
  const correlation = (name: string, of: (pairs: Paired) => number): UsageMeasure => ({
    name: `${name}.occupations.usage_exposure`,
    smooth: false,
    range: { lower: -1, upper: 1 },
    of: (usage) => of(paired(usage)),
  });
  return [
    correlation('spearman', exposureSpearman),
    correlation('kendall_tau_b', exposureKendall),
    ...GAPS.map(
      (gap): UsageMeasure => ({
        name: `gap.occupations_with_exposure.${gap}`,
        smooth: false,
        presence: { step: 1 / Math.max(1, exposure.size) },
        range: SHARE,
        of: (usage) => (gaps(usage).get(gap)?.length ?? 0) / paired(usage).keys.length,
      }),
    ),
  ];
}

/** Usage mass by exposure class of the task; what has no class is told. */
export function massMeasures(classes: readonly (ExposureClass | null)[]): readonly UsageMeasure[] {
  const mass = rememberLast((usage: TaskUsage) => usageByExposure(usage, classes));
  return (['E0', 'E1', 'E2', 'unlabelled'] as const).map((one) => ({
    name: `share.with_task.exposure_class.${one}`,
    smooth: true,
    range: SHARE,
    of: (usage) => mass(usage)[one],
  }));
}
