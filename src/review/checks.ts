import type { DisclosureRules } from '../config.js';
import type { Delta } from '../diffusion/delta.js';
import { groupBy } from '../grouping.js';
import { MODES, USE_CASES } from '../label/labeller.js';
import { type Cell, cellId, placeId } from '../measures/cell.js';
import { familyOf } from '../measures/cells.js';
import { ALL_STRATA, type Counts, type Place } from '../measures/tally.js';
import { globalPlace, MODE_CLASSES, OUTCOMES } from '../measures/universe.js';

/** What is looked at before a release may go out. */
export interface Candidate {
  readonly counts: Counts;
  readonly cells: readonly Cell[];
  readonly rules: DisclosureRules;
  /** The release before: its cells, and what changed since. Null for the first one. */
  readonly previous: {
    readonly cells: readonly Cell[];
    readonly deltas: readonly Delta[];
    readonly refusal: string | null;
  } | null;
}

/** A check by name, and those who fail it: none where it passes. */
export interface CheckResult {
  readonly check: string;
  readonly offenders: readonly string[];
}

type Check = (candidate: Candidate) => string[];

/** Part of the sample that may stay without a label. */
const MAX_NOT_CLASSIFIED = 0.05;
/** A family of so many published cells may shrink to so much of them: small ones come and go. */
const MIN_COVERAGE = { share: 0.75, of: 10 } as const;
/** A share may change by so much, in points, or by so large a factor where it was at least a point. */
const MAX_CHANGE = { points: 0.15, factor: 3, from: 0.01 } as const;

/** All checks, in the order in which they are shown. */
export const CHECKS: Readonly<Record<string, Check>> = {
  keys_unique: ({ cells }) =>
    [...groupBy(cells, ({ key }) => cellId(key))].filter(([, same]) => same.length > 1).map(([id]) => id),
  parts_sum: partsSum,
  floors_held: floorsHeld,
  classified,
  coverage,
  magnitude,
  comparable: ({ previous }) => (previous?.refusal ? [previous.refusal] : []),
};

/** Runs every check on a candidate. */
export function runChecks(candidate: Candidate): CheckResult[] {
  return Object.entries(CHECKS).map(([check, find]) => ({ check, offenders: find(candidate) }));
}

/** What divides the conversations with a task counts each of them once. */
function partsSum({ counts }: Candidate): string[] {
  const n = totals(counts);
  const withTask = n(globalPlace('outcome', 'outcome', 'with_task'));
  const five = withTask - n(globalPlace('mode', 'mode', 'none'));
  const sum = (places: readonly Place[]) => places.reduce((total, place) => total + n(place), 0);
  const tasks = counts.tallies.filter(
    ({ facet, stratum, cohort }) => facet === 'task' && stratum === ALL_STRATA && cohort === 'all',
  );
  const parts: readonly (readonly [string, number, number])[] = [
    ['outcomes', sum(OUTCOMES.map((key) => globalPlace('outcome', 'outcome', key))), drawn(counts)],
    ['modes', sum(MODES.map((key) => globalPlace('mode', 'mode', key))), withTask],
    ['mode classes', sum(MODE_CLASSES.map((key) => globalPlace('mode', 'mode_class', key))), five],
    ['use cases', sum(USE_CASES.map((key) => globalPlace('use_case', 'use_case', key))), withTask],
    ['tasks', sum(tasks), withTask],
  ];
  return parts
    .filter(([, found, whole]) => found !== whole)
    .map(([name, found, whole]) => `${name} add up to ${found}, not ${whole}`);
}

function totals({ tallies }: Counts): (place: Place) => number {
  const all = tallies.filter(({ stratum, cohort }) => stratum === ALL_STRATA && cohort === 'all');
  const counts = new Map(all.map((tally) => [placeId(tally), tally.n]));
  return (place) => counts.get(placeId(place)) ?? 0;
}

function drawn({ frame }: Counts): number {
  return frame.reduce((sum, { drawnN }) => sum + drawnN, 0);
}

function floorsHeld({ cells, rules }: Candidate): string[] {
  return cells
    .filter(
      ({ status, n, accounts }) =>
        status === 'published' && (n < rules.minConversations || accounts < rules.minAccounts),
    )
    .map(({ key, n, accounts }) => `${cellId(key)}: ${n} conversations of ${accounts} accounts`);
}

function classified({ counts }: Candidate): string[] {
  const missing = totals(counts)(globalPlace('outcome', 'outcome', 'not_classified'));
  const share = missing / drawn(counts);
  return share > MAX_NOT_CLASSIFIED ? [`${(100 * share).toFixed(1)} % of the sample is not classified`] : [];
}

/** No facet publishes much less than before. */
function coverage({ cells, previous }: Candidate): string[] {
  if (!previous || previous.refusal) return [];
  const now = publishedByFamily(cells);
  return [...publishedByFamily(previous.cells)]
    .filter(([family, before]) => before >= MIN_COVERAGE.of && (now.get(family) ?? 0) < MIN_COVERAGE.share * before)
    .map(([family, before]) => `${family}: ${now.get(family) ?? 0} cells published, ${before} before`);
}

function publishedByFamily(cells: readonly Cell[]): ReadonlyMap<string, number> {
  const published = cells.filter(({ status }) => status === 'published');
  return new Map([...groupBy(published, familyOf)].map(([family, members]) => [family, members.length]));
}

/** Nothing that can be trusted changes by more than use does in a month. */
function magnitude({ previous }: Candidate): string[] {
  return (previous?.deltas ?? [])
    .filter(({ quality, key }) => quality !== 'unreliable' && key.measure === 'share' && key.facet !== 'task_mode')
    .filter(
      ({ from, to, delta }) =>
        Math.abs(delta) > MAX_CHANGE.points || (from >= MAX_CHANGE.from && factor(from, to) > MAX_CHANGE.factor),
    )
    .map(({ key, from, to }) => `${cellId(key)}: ${(100 * from).toFixed(2)} to ${(100 * to).toFixed(2)} %`);
}

function factor(from: number, to: number): number {
  return Math.max(from, to) / Math.max(Math.min(from, to), 1e-9);
}
