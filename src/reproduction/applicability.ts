import {
  type ActivityMetrics,
  type ActivitySide,
  applicabilityScore,
  COVERAGE_THRESHOLD,
  effectiveCoverage,
  type Side,
  sideScore,
  type WeightedActivity,
  weightedMean,
} from '../measures/applicability.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import type { TaxonomySource } from '../taxonomy/source.js';
import { attempt, type Figures, type Finding } from './reproduction.js';
import { readTable, type Table } from './tables.js';

const SIDES: readonly Side[] = ['user', 'ai'];
const RATES = ['completion', 'impact_scope', 'feedback_positive_fraction'] as const;
const SOC = 'SOC Code';

interface Published {
  readonly activities: Table;
  readonly weights: ReadonlyMap<string, readonly WeightedActivity[]>;
  readonly scores: Table;
  readonly metrics: Table;
}

/** AI applicability of occupations from activity metrics. @throws DataError naming what cannot be read */
export async function reproduceApplicability(data: string): Promise<Finding> {
  const published = await readPublished(await openTaxonomySource(`${data}/exposure/working_with_ai`));
  const metrics = metricsOf(published.activities);
  const scoresAt = (threshold: number) => equalScores(published, metrics, threshold);
  return {
    recipe: [
      'score: mean of the user and the AI side; a side is the weighted sum of completion times scope',
      `an activity counts as covered with a share above ${COVERAGE_THRESHOLD} (exclusive)`,
      'weights: 2^importance times relevance as published, over their sum; an unrated activity counts zero in means of rates',
    ],
    figures: {
      occupations: published.scores.rows.length,
      activities: published.activities.rows.length,
      activity_products_equal: equalProducts(published.activities),
      ...Object.fromEntries(SIDES.map((side) => [`share_${side}_total`, shareTotal(published.activities, side)])),
      ...scoresAt(COVERAGE_THRESHOLD),
      ...equalSides(published, metrics),
      ...equalRates(published),
    },
    skipped: [],
    attempts: [
      attempt('every activity with any share counts as covered', () => scoresAt(0)),
      attempt('covered above a share of 0.001', () => scoresAt(0.001)),
      attempt('every activity of an occupation weighs the same', () =>
        equalScores({ ...published, weights: flat(published.weights) }, metrics, COVERAGE_THRESHOLD),
      ),
    ],
    deltas: [],
    belowFloor: [],
  };
}

async function readPublished(source: TaxonomySource): Promise<Published> {
  const ofSides = (...names: readonly string[]) => SIDES.flatMap((side) => names.map((name) => `${name}_${side}`));
  const products = ofSides('share', 'completion_x_scope_x_coverage', ...RATES);
  const activities = await readTable(source, 'iwa_metrics.csv', ['IWA', ...products]);
  const table = await readTable(source, 'soc_iwa_weights.csv', [SOC]);
  const codes = table.columns.filter((column) => column !== SOC);
  const weights = table.rows.map((row) => {
    const weighted = codes.map((activity) => ({ activity, weight: row.number(activity) }));
    return [row.text(SOC), weighted.filter(({ weight }) => weight > 0)] as const;
  });
  const sides = ofSides('coverage', 'ai_applicability_score', ...RATES);
  const metrics = await readTable(source, 'soc_metrics.csv', [SOC, ...sides]);
  const scores = await readTable(source, 'soc_ai_applicability_scores.csv', [SOC, 'ai_applicability_score']);
  return { activities, weights: new Map(weights), scores, metrics };
}

function metricsOf({ rows }: Table): ReadonlyMap<string, ActivityMetrics> {
  const side = (row: Table['rows'][number], name: Side): ActivitySide => ({
    share: row.number(`share_${name}`),
    completion: row.optional(`completion_${name}`),
    scope: row.optional(`impact_scope_${name}`),
  });
  return new Map(rows.map((row) => [row.text('IWA'), { user: side(row, 'user'), ai: side(row, 'ai') }]));
}

function equalScores(
  { scores, weights }: Published,
  metrics: ReadonlyMap<string, ActivityMetrics>,
  at: number,
): Figures {
  return {
    'equal.ai_applicability_score': countEqual(scores, weights, 'ai_applicability_score', (weighted) =>
      applicabilityScore(weighted, metrics, at),
    ),
  };
}

function equalSides({ metrics: table, weights }: Published, metrics: ReadonlyMap<string, ActivityMetrics>): Figures {
  const entries = SIDES.flatMap((side) => [
    [
      `equal.ai_applicability_score_${side}`,
      countEqual(table, weights, `ai_applicability_score_${side}`, (weighted) => sideScore(weighted, metrics, side)),
    ],
    [
      `equal.coverage_${side}`,
      countEqual(table, weights, `coverage_${side}`, (weighted) => effectiveCoverage(weighted, metrics, side)),
    ],
  ]);
  return Object.fromEntries(entries);
}

function equalRates({ activities, metrics: table, weights }: Published): Figures {
  const columns = SIDES.flatMap((side) => RATES.map((rate) => `${rate}_${side}`));
  const entries = columns.map((column) => {
    const rates = new Map(activities.rows.map((row) => [row.text('IWA'), row.optional(column) ?? 0]));
    const mean = (weighted: readonly WeightedActivity[]) => weightedMean(weighted, (code) => rates.get(code) ?? 0);
    return [`equal.${column}`, countEqual(table, weights, column, mean)];
  });
  return Object.fromEntries(entries);
}

function countEqual(
  { rows }: Table,
  weights: Published['weights'],
  column: string,
  ours: (weighted: readonly WeightedActivity[]) => number,
): number {
  return rows.filter((row) => {
    const weighted = weights.get(row.text(SOC));
    return weighted !== undefined && Math.abs(ours(weighted) - row.number(column)) < 1e-12;
  }).length;
}

function equalProducts({ rows }: Table): number {
  const product = (row: Table['rows'][number], side: Side) =>
    row.number(`share_${side}`) > COVERAGE_THRESHOLD
      ? row.number(`completion_${side}`) * row.number(`impact_scope_${side}`)
      : 0;
  const printed = (row: Table['rows'][number], side: Side) =>
    row.optional(`completion_x_scope_x_coverage_${side}`) ?? 0;
  return rows.filter((row) => SIDES.every((side) => Math.abs(product(row, side) - printed(row, side)) < 1e-12)).length;
}

function shareTotal({ rows }: Table, side: Side): number {
  return rows.reduce((sum, row) => sum + row.number(`share_${side}`), 0);
}

function flat(weights: Published['weights']): Published['weights'] {
  return new Map([...weights].map(([soc, list]) => [soc, list.map(({ activity }) => ({ activity, weight: 1 }))]));
}
