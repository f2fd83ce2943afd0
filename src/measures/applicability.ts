import { EmptySetError } from '../statistics/empty-set-error.js';

/** One side of a conversation: what the person is after, or what the AI does. */
export interface ActivitySide {
  /** Share of conversations, 0 to 1. */
  readonly share: number;
  /** Shares of these that were completed, and whose scope of impact was moderate or more; null where none was rated. */
  readonly completion: number | null;
  readonly scope: number | null;
}

/** An intermediate work activity as both sides see it. */
export interface ActivityMetrics {
  readonly user: ActivitySide;
  readonly ai: ActivitySide;
}

/** What an activity weighs in an occupation: sum over its tasks of 2^importance times relevance. Any positive scale. */
export interface WeightedActivity {
  readonly activity: string;
  readonly weight: number;
}

/** Share of conversations above which an activity counts as covered (Tomlinson et al. 2025). */
export const COVERAGE_THRESHOLD = 0.0005;

export type Side = 'user' | 'ai';

/**
 * Effective coverage of an occupation on one side, 0 to 1: the weighted part of its activities whose share is above the
 * threshold (Tomlinson et al. 2025, coverage).
 * @throws EmptySetError when the activities weigh nothing
 */
export function effectiveCoverage(
  weights: readonly WeightedActivity[],
  metrics: ReadonlyMap<string, ActivityMetrics>,
  side: Side,
  threshold = COVERAGE_THRESHOLD,
): number {
  return weightedMean(weights, (activity) => covered(metrics.get(activity)?.[side], threshold));
}

/**
 * AI applicability score of an occupation, 0 to 1: the mean of both sides (Tomlinson et al. 2025, eq. 1).
 * @throws EmptySetError when the activities weigh nothing; RangeError naming a covered activity without ratings
 */
export function applicabilityScore(
  weights: readonly WeightedActivity[],
  metrics: ReadonlyMap<string, ActivityMetrics>,
  threshold = COVERAGE_THRESHOLD,
): number {
  return (sideScore(weights, metrics, 'user', threshold) + sideScore(weights, metrics, 'ai', threshold)) / 2;
}

/** One side of the score: the weighted sum of completion times scope over the covered activities. */
export function sideScore(
  weights: readonly WeightedActivity[],
  metrics: ReadonlyMap<string, ActivityMetrics>,
  side: Side,
  threshold = COVERAGE_THRESHOLD,
): number {
  return weightedMean(weights, (activity) => {
    const one = metrics.get(activity)?.[side];
    return covered(one, threshold) === 0 ? 0 : rated(activity, one?.completion) * rated(activity, one?.scope);
  });
}

function covered(side: ActivitySide | undefined, threshold: number): number {
  return (side?.share ?? 0) > threshold ? 1 : 0;
}

/** A covered activity without a rating would silently count as a failure. */
function rated(activity: string, rate: number | null | undefined): number {
  if (rate === null || rate === undefined) throw new RangeError(`Activity ${activity} is covered, but not rated.`);
  return rate;
}

/** Mean of a value over activities, by weight. @throws EmptySetError when they weigh nothing */
export function weightedMean(weights: readonly WeightedActivity[], worthOf: (activity: string) => number): number {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new EmptySetError('Applicability');
  return weights.reduce((sum, { activity, weight }) => sum + (weight / total) * worthOf(activity), 0);
}
