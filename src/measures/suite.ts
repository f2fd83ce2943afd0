import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { createPlacer, usageByQuartile, usageByValue, type Weighting, weightedMedian } from './bands.js';
import { type Allocation, byMajorGroup, byOccupation, type Classification } from './classification.js';
import { effectiveNumber, entropyNats, gini, herfindahl, largest, topShare } from './concentration.js';
import { depth, heldTasks, PUBLISHED_DEPTH, usedParts } from './depth.js';
import type { UsageMeasure } from './estimate.js';
import type { ExposureClass } from './exposure.js';
import { rational } from './rational.js';
import { rememberLast } from './remember-last.js';
import { shares } from './shares.js';
import { exposureMeasures, massMeasures, type Occupations } from './suite-exposure.js';
import type { TaskUsage } from './task-usage.js';

/** The declared choices of a set of measures. */
export interface SuiteOptions {
  readonly allocation: Allocation;
  readonly weighting: Weighting;
  /** Exposure by occupation, where there is one to be set beside usage. */
  readonly exposure: ReadonlyMap<string, number> | null;
  /** Exposure class of each task, in the order of the taxonomy's. */
  readonly classes?: readonly (ExposureClass | null)[];
  /** Tasks by work activity, at each level that is wanted. */
  readonly activities?: readonly Classification[];
}

const SHARE = { lower: 0, upper: 1 };
const POSITIVE = { lower: 0, upper: Number.POSITIVE_INFINITY };

/** Every measure of usage that a taxonomy's tables allow; names hold measure, base and unit. */
export function measureSuite(taxonomy: Taxonomy, options: SuiteOptions): readonly UsageMeasure[] {
  const classification = byOccupation(taxonomy, options.allocation);
  const occupations = rememberLast((usage: TaskUsage) => shares(usage, classification, 'with_task'));
  return [
    ...levelShares(byMajorGroup(taxonomy, options.allocation), 'with_task'),
    ...(options.activities ?? []).flatMap((level) => levelShares(level, 'classified')),
    ...depths(taxonomy),
    ...concentrations(),
    ...wageMeasures(taxonomy, occupations, options.weighting),
    ...zoneMeasures(taxonomy, occupations, options.weighting),
    ...(options.exposure ? exposureMeasures(occupations, options.exposure) : []),
    ...(options.classes ? massMeasures(options.classes) : []),
  ];
}

/**
 * Share of usage by unit of a level. Tasks without a work activity belong to none, so that activities are of the usage that is
 * `classified`.
 */
export function levelShares(level: Classification, base: 'with_task' | 'classified'): readonly UsageMeasure[] {
  const all = rememberLast((usage: TaskUsage) => shares(usage, level, base));
  return level.keys.map((key, i) => ({
    name: `share.${base}.${level.level}.${key}`,
    smooth: true,
    range: SHARE,
    of: (usage) => all(usage).values[i] ?? 0,
  }));
}

function depths(taxonomy: Taxonomy): readonly UsageMeasure[] {
  const held = heldTasks(taxonomy, PUBLISHED_DEPTH.statements);
  const parts = rememberLast((usage: TaskUsage) => usedParts(usage, held, PUBLISHED_DEPTH));
  return [10, 25, 50, 75].map((percent) => ({
    name: `depth.occupations_all.at_least_${percent}pct`,
    smooth: false,
    presence: { step: 1 / Math.max(1, held.length) },
    range: SHARE,
    of: (usage) => depth(parts(usage), rational(percent, 100), PUBLISHED_DEPTH.bound).value,
  }));
}

function concentrations(): readonly UsageMeasure[] {
  const of = (name: string, smooth: boolean, range: typeof SHARE, measure: (counts: Float64Array) => number) => ({
    name,
    smooth,
    range,
    of: ({ counts }: TaskUsage) => measure(counts),
  });
  return [
    { ...of('top_10_share.with_task.tasks', false, SHARE, (counts) => topShare(counts, 10)), chooses: topTen },
    of('herfindahl.with_task.tasks', true, SHARE, herfindahl),
    of('effective_number.with_task.tasks', true, POSITIVE, effectiveNumber),
    of('entropy_nats.with_task.tasks', true, POSITIVE, entropyNats),
    of('gini.with_task.tasks', true, SHARE, gini),
  ];
}

function topTen(counts: Float64Array): readonly number[] {
  return largest(counts, 10);
}

function wageMeasures(taxonomy: Taxonomy, occupations: Occupations, weighting: Weighting): readonly UsageMeasure[] {
  if (!taxonomy.occupations.some(({ medianWage, employment }) => medianWage !== null && employment !== null)) return [];
  const place = createPlacer(taxonomy, weighting, ({ medianWage }) => medianWage);
  const placed = rememberLast((usage: TaskUsage) => place(occupations(usage)));
  const quartiles = rememberLast((usage: TaskUsage) => usageByQuartile(placed(usage)));
  return [
    {
      name: 'median_wage.usage_weighted.usd_a_year',
      smooth: false,
      range: POSITIVE,
      of: (usage) => weightedMedian(placed(usage), 'usage'),
    },
    ...['q1', 'q2', 'q3', 'q4'].map((quarter, i) => ({
      name: `share.with_wage.wage_quartile_by_${weighting}.${quarter}`,
      smooth: true,
      range: SHARE,
      of: (usage: TaskUsage) => quartiles(usage)[i]?.usage ?? 0,
    })),
  ];
}

function zoneMeasures(taxonomy: Taxonomy, occupations: Occupations, weighting: Weighting): readonly UsageMeasure[] {
  const zones = [...new Set(taxonomy.occupations.flatMap(({ jobZone }) => (jobZone === null ? [] : [jobZone])))].sort();
  const place = createPlacer(taxonomy, weighting, ({ jobZone }) => jobZone);
  const bands = rememberLast((usage: TaskUsage) => usageByValue(place(occupations(usage))));
  return zones.map((zone) => ({
    name: `share.with_job_zone.job_zone_by_${weighting}.${zone}`,
    smooth: true,
    range: SHARE,
    of: (usage) => bands(usage).find(({ band }) => band === String(zone))?.usage ?? 0,
  }));
}
