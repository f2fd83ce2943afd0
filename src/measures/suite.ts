import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { createPlacer, usageByQuartile, usageByValue, type Weighting, weightedMedian } from './bands.js';
import { type Allocation, byMajorGroup, byOccupation, type Classification } from './classification.js';
import { effectiveNumber, entropyNats, gini, herfindahl, largest, topShare } from './concentration.js';
import { depth, heldTasks, PUBLISHED_DEPTH, usedParts } from './depth.js';
import type { UsageMeasure } from './estimate.js';
import { exposureKendall, exposureSpearman, type Paired, pairWithExposure } from './exposure.js';
import { rational } from './rational.js';
import { type Shares, shares } from './shares.js';
import type { TaskUsage } from './task-usage.js';

/** The declared choices of a set of measures. */
export interface SuiteOptions {
  readonly allocation: Allocation;
  readonly weighting: Weighting;
  /** Exposure by occupation, where there is one to be set beside usage. */
  readonly exposure: ReadonlyMap<string, number> | null;
}

const SHARE = { lower: 0, upper: 1 };
const POSITIVE = { lower: 0, upper: Number.POSITIVE_INFINITY };

/** Every measure of usage that a taxonomy's tables allow; names hold measure, base and unit. */
export function measureSuite(taxonomy: Taxonomy, options: SuiteOptions): readonly UsageMeasure[] {
  const classification = byOccupation(taxonomy, options.allocation);
  const occupations = rememberLast((usage: TaskUsage) => shares(usage, classification, 'with_task'));
  return [
    ...groupShares(byMajorGroup(taxonomy, options.allocation)),
    ...depths(taxonomy),
    ...concentrations(),
    ...wageMeasures(taxonomy, occupations, options.weighting),
    ...zoneMeasures(taxonomy, occupations, options.weighting),
    ...(options.exposure ? exposureMeasures(occupations, options.exposure) : []),
  ];
}

/** Share of usage with a task by SOC major group. */
export function groupShares(groups: Classification): readonly UsageMeasure[] {
  const all = rememberLast((usage: TaskUsage) => shares(usage, groups, 'with_task'));
  return groups.keys.map((key, i) => ({
    name: `share.with_task.major_group.${key}`,
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

function exposureMeasures(occupations: Occupations, exposure: ReadonlyMap<string, number>): readonly UsageMeasure[] {
  const paired = rememberLast((usage: TaskUsage) => pairWithExposure(occupations(usage), exposure));
  const correlation = (name: string, of: (pairs: Paired) => number): UsageMeasure => ({
    name: `${name}.occupations.usage_exposure`,
    smooth: false,
    range: { lower: -1, upper: 1 },
    of: (usage) => of(paired(usage)),
  });
  return [correlation('spearman', exposureSpearman), correlation('kendall_tau_b', exposureKendall)];
}

/** The shares of occupations of a usage. */
type Occupations = (usage: TaskUsage) => Shares;

/** Measures of one usage share what they are made from. Only the last usage is remembered: there are thousands. */
function rememberLast<T>(work: (usage: TaskUsage) => T): (usage: TaskUsage) => T {
  let last: { readonly usage: TaskUsage; readonly result: T } | null = null;
  return (usage) => {
    if (last?.usage !== usage) last = { usage, result: work(usage) };
    return last.result;
  };
}
