import { IWA, SOC } from '../codes.js';
import { readCsvRecords } from '../csv-table.js';
import { FRACTION, type Row, readRows } from '../row.js';
import type { Findings, TaxonomySource } from '../source.js';
import type { ActivityCode, SocCode } from '../taxonomy.js';

// Tomlinson, Jaffe, Wang, Counts and Suri 2025, "Working with AI": occupations by detailed 2018 SOC, activities of O*NET 29.0.

/** What was measured of an activity as the user's goal, or as the AI's action: all 0 to 1. */
export interface ActivitySide {
  /** Of all conversations; one that matches several activities is divided among them. */
  readonly share: number;
  /** Of the activity's conversations; these three are null where there was none to judge. */
  readonly completion: number | null;
  readonly impactScope: number | null;
  readonly positiveFeedback: number | null;
  /** Completion times impact scope where the share is over 0.0005, else 0. */
  readonly applicability: number;
}

/** An intermediate work activity. */
export interface ActivityMetrics {
  readonly iwa: ActivityCode;
  readonly title: string;
  readonly user: ActivitySide;
  readonly ai: ActivitySide;
}

/** How much each intermediate activity weighs in an occupation; activities of weight 0 are left out. */
export interface OccupationActivityWeights {
  readonly soc: SocCode;
  readonly weights: ReadonlyMap<ActivityCode, number>;
}

/** The published score of an occupation, 0 to 1. */
export interface OccupationApplicability {
  readonly soc: SocCode;
  readonly title: string;
  readonly score: number;
}

const SIDE = ['share', 'completion', 'impact_scope', 'feedback_positive_fraction', 'completion_x_scope_x_coverage'];

/** Reads `iwa_metrics.csv`: 332 activities as published. */
export async function readActivityMetrics(
  source: TaxonomySource,
  findings: Findings,
  file = 'iwa_metrics.csv',
): Promise<readonly ActivityMetrics[]> {
  const columns = ['IWA', 'title', ...['user', 'ai'].flatMap((side) => SIDE.map((metric) => `${metric}_${side}`))];
  const activities: ActivityMetrics[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [iwa, title] = [row.code('IWA', IWA), row.wording('title')];
    const [user, ai] = [sideOf(row, 'user'), sideOf(row, 'ai')];
    row.unique('IWA', iwa, seen);
    if (row.sound) activities.push({ iwa, title, user, ai });
  }
  return activities;
}

function sideOf(row: Row, side: 'user' | 'ai'): ActivitySide {
  return {
    share: row.figure(`share_${side}`, FRACTION),
    completion: row.optionalFigure(`completion_${side}`, FRACTION),
    impactScope: row.optionalFigure(`impact_scope_${side}`, FRACTION),
    positiveFeedback: row.optionalFigure(`feedback_positive_fraction_${side}`, FRACTION),
    applicability: row.figure(`completion_x_scope_x_coverage_${side}`, FRACTION),
  };
}

/** Reads `soc_ai_applicability_scores.csv`: 785 occupations as published. */
export async function readApplicability(
  source: TaxonomySource,
  findings: Findings,
  file = 'soc_ai_applicability_scores.csv',
): Promise<readonly OccupationApplicability[]> {
  const columns = ['SOC Code', 'title', 'ai_applicability_score'];
  const occupations: OccupationApplicability[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [soc, title] = [row.code('SOC Code', SOC), row.wording('title')];
    const score = row.figure('ai_applicability_score', FRACTION);
    row.unique('SOC Code', soc, seen);
    if (row.sound) occupations.push({ soc, title, score });
  }
  return occupations;
}

/** Reads `soc_iwa_weights.csv`, whose columns are the activities. */
export async function readActivityWeights(
  source: TaxonomySource,
  findings: Findings,
  file = 'soc_iwa_weights.csv',
): Promise<readonly OccupationActivityWeights[]> {
  const activities = await activityColumns(source, findings, file);
  const occupations: OccupationActivityWeights[] = [];
  const seen = new Map<string, number>();
  const columns = ['SOC Code', ...activities];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const soc = row.code('SOC Code', SOC);
    const weights = new Map(activities.map((iwa) => [iwa, row.figure(iwa, { min: 0 })]));
    for (const [iwa, weight] of weights) if (weight === 0) weights.delete(iwa);
    row.unique('SOC Code', soc, seen);
    if (weights.size === 0) row.fail('SOC Code', `${soc} has no activity`);
    if (row.sound) occupations.push({ soc, weights });
  }
  return occupations;
}

async function activityColumns(
  source: TaxonomySource,
  findings: Findings,
  file: string,
): Promise<readonly ActivityCode[]> {
  for await (const { header } of readCsvRecords(source, file, findings)) {
    const names = header.slice(1).map((name) => name.trim());
    for (const name of names) if (!IWA.pattern.test(name)) findings.fail(file, 1, `"${name}" is not ${IWA.what}`, name);
    return names.filter((name) => IWA.pattern.test(name)) as ActivityCode[];
  }
  return [];
}

/** Reads `soc_to_iwas.csv`: which activities an occupation has, 13,698 pairs as published. */
export async function readOccupationActivities(
  source: TaxonomySource,
  findings: Findings,
  file = 'soc_to_iwas.csv',
): Promise<readonly { readonly soc: SocCode; readonly iwa: ActivityCode }[]> {
  const pairs: { readonly soc: SocCode; readonly iwa: ActivityCode }[] = [];
  const seen = new Map<string, number>();
  for await (const row of readRows(source, file, { format: 'csv', columns: ['SOC Code', 'IWA'] }, findings)) {
    const [soc, iwa] = [row.code('SOC Code', SOC), row.code('IWA', IWA)];
    row.unique('IWA', `${soc} ${iwa}`, seen);
    if (row.sound) pairs.push({ soc, iwa });
  }
  return pairs;
}
