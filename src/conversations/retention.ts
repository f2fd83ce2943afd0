import { type Period, periodBounds, shiftPeriod } from '../period.js';

/** A run that reads the texts of a period: under way, or ended with everything labelled. */
export interface TextUse {
  readonly period: Period;
  readonly state: 'under_way' | 'labelled';
}

export interface RetentionPlan {
  /** Months (first days) whose texts have served their time. */
  readonly drop: readonly string[];
  /** Months that are old enough, and why their texts stay nevertheless. */
  readonly keep: readonly { readonly month: string; readonly why: 'not labelled yet' | 'a run is under way' }[];
}

/**
 * Which texts go: those of months that ended at least `keepMonths` months before `now`, where some run has labelled the month
 * and none is under way. `months` are first days (UTC) such as `2026-05-01`.
 */
export function planRetention(
  months: readonly string[],
  uses: readonly TextUse[],
  keepMonths: number,
  now: Date,
): RetentionPlan {
  const [drop, keep]: [string[], RetentionPlan['keep'][number][]] = [[], []];
  for (const month of [...months].sort()) {
    const period = month.slice(0, 7) as Period;
    if (periodBounds(shiftPeriod(period, keepMonths), 'UTC').end > now) continue;
    // Periods of other time zones reach a day into the months beside them.
    const near = uses.filter((use) => use.period === period);
    const touched = uses.filter(({ period: p }) => [-1, 0, 1].some((by) => shiftPeriod(period, by) === p));
    if (touched.some(({ state }) => state === 'under_way')) keep.push({ month, why: 'a run is under way' });
    else if (!near.some(({ state }) => state === 'labelled')) keep.push({ month, why: 'not labelled yet' });
    else drop.push(month);
  }
  return { drop, keep };
}
