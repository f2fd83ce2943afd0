import { EmptySetError } from '../statistics/empty-set-error.js';

/** Usage of a place and the people who could. */
export interface PlaceUsage {
  readonly key: string;
  readonly usage: number;
  /** Working-age population, 15 to 64; null where it is not known. */
  readonly population: number | null;
}

/** What both shares are taken over: every place with a population, or those that reach the floor. */
export type PerCapitaDenominator = 'all_with_population' | 'reaching_floor';

export interface PerCapitaOptions {
  readonly denominator: PerCapitaDenominator;
  /** Conversations below which a place gets no index. */
  readonly floor: number;
}

/** Least conversations for an index (Appel et al. 2025): countries and US states. */
export const COUNTRY_FLOOR = 200;
export const US_STATE_FLOOR = 100;

export type Tier = 'leading' | 'upper_middle' | 'lower_middle' | 'emerging' | 'minimal';

/** A place's usage index; null with a reason where there is none. One is as much usage as people. */
export interface PerCapita {
  readonly key: string;
  readonly usage: number;
  readonly index: number | null;
  readonly missing: 'no_population' | 'below_floor' | null;
  readonly tier: Tier | null;
}

/**
 * AI usage index (AUI; Appel et al. 2025): share of usage over share of working-age population, both over the places of the
 * declared denominator. Tiers are quarters of the places with an index, by the index; below the floor is `minimal`.
 * @throws EmptySetError when no place is left in the denominator, or none of them has usage
 */
export function perCapitaIndex(places: readonly PlaceUsage[], options: PerCapitaOptions): readonly PerCapita[] {
  const known = places.filter(({ population }) => (population ?? 0) > 0);
  const base = options.denominator === 'reaching_floor' ? known.filter(({ usage }) => usage >= options.floor) : known;
  const usage = base.reduce((sum, place) => sum + place.usage, 0);
  const people = base.reduce((sum, { population }) => sum + (population ?? 0), 0);
  if (!(usage > 0)) throw new EmptySetError('The usage index per capita');
  const indexed = places.map((place) => ({ ...place, ...indexOf(place, usage, people, options.floor) }));
  const ranked = indexed.flatMap(({ index }) => (index === null ? [] : [index])).sort((a, b) => a - b);
  return indexed.map(({ key, usage, index, missing }) => ({
    key,
    usage,
    index,
    missing,
    tier: missing === 'below_floor' ? 'minimal' : index === null ? null : tierOf(index, ranked),
  }));
}

function indexOf({ usage, population }: PlaceUsage, allUsage: number, people: number, floor: number) {
  if (population === null || population <= 0) return { index: null, missing: 'no_population' as const };
  if (usage < floor) return { index: null, missing: 'below_floor' as const };
  return { index: usage / allUsage / (population / people), missing: null };
}

const TIERS: readonly Tier[] = ['emerging', 'lower_middle', 'upper_middle', 'leading'];

/** Equal indices share a tier: that of the highest of them. */
function tierOf(index: number, ascending: readonly number[]): Tier {
  const atMost = ascending.filter((other) => other <= index).length;
  return TIERS[Math.ceil((4 * atMost) / ascending.length) - 1] ?? 'emerging';
}
