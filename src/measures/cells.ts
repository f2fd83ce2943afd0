import { groupBy } from '../grouping.js';
import { MIN_OWN_ACCOUNTS, pooledDesignEffect, steadiedVariance } from '../statistics/design-effect.js';
import type { Jackknife } from '../statistics/jackknife.js';
import { kornGraubard } from '../statistics/korn-graubard.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { measuresOf } from './catalogue.js';
import { type Cell, type CellKey, cellId, type Estimate, type InsideReason, placeId } from './cell.js';
import { qualityOf } from './quality.js';
import { baseDf, type Ratio, ratioJackknife, ratioOf } from './ratio.js';
import type { Counts, Place } from './tally.js';
import { allPlaces } from './universe.js';
import { createVectors, type Vectors } from './vectors.js';

/** Which places may be published (null), and why the others may not, by place id. Absent places are withheld as empty. */
export type Decisions = ReadonlyMap<string, InsideReason | null>;

/** A publishable cell before its interval. */
export interface RawCell {
  readonly key: CellKey;
  readonly n: number;
  readonly accounts: number;
  readonly ratio: Ratio;
  readonly jackknife: Jackknife;
}

/** All cells of a snapshot, sorted by `cellId`. Only what is published enters anything that is published. */
export function buildCells(counts: Counts, taxonomy: Taxonomy, decisions: Decisions): Cell[] {
  const vectors = createVectors(counts, taxonomy);
  // In order, for a family's sums must not depend on the order of the counts, not even in the last bit.
  const keys = sortById(allPlaces(counts, taxonomy).flatMap(keysAt), (key) => key);
  const raw = keys.filter((key) => decisions.get(placeId(key)) === null).map((key) => rawCell(key, vectors));
  const families = groupBy(raw, familyOf);
  const published = [...families.values()].flatMap((family) => publishFamily(family));
  const withheld = keys.flatMap((key) => withheldCell(key, decisions.get(placeId(key)), vectors));
  return sortById([...published, ...withheld], ({ key }) => key);
}

function keysAt(place: Place): CellKey[] {
  return measuresOf(place.facet, place.level).map((measure) => ({ ...place, ...measure }));
}

/** Cells whose intervals borrow strength from each other. */
export function familyOf({ key }: { readonly key: CellKey }): string {
  return [key.facet, key.level, key.geography, key.measure, key.base].join('|');
}

/** Counts, ratio and jackknife of one cell. */
export function rawCell(key: CellKey, vectors: Vectors): RawCell {
  const tally = vectors.tally(key);
  const ratio = ratioOf(key, vectors);
  return { key, n: tally?.n ?? 0, accounts: tally?.accounts ?? 0, ratio, jackknife: ratioJackknife(ratio) };
}

/** The pooled design effect of a family. */
export function familyDesignEffect(family: readonly RawCell[]): number {
  return pooledDesignEffect(
    family.map(({ ratio, jackknife }) => ({ p: ratio.value, variance: jackknife.variance, n: ratio.baseN })),
  );
}

function publishFamily(family: readonly RawCell[]): Cell[] {
  const designEffect = familyDesignEffect(family);
  return family.map((raw) => {
    const estimate = estimateCell(raw, designEffect);
    const { key, n, accounts } = raw;
    return { key, n, accounts, estimate, quality: qualityOf(estimate), status: 'published', insideReason: null };
  });
}

/** A cell's value with its interval, given its family's design effect. */
export function estimateCell({ ratio, jackknife, accounts }: RawCell, designEffect: number): Estimate {
  const { value, baseN } = ratio;
  const df = accounts < MIN_OWN_ACCOUNTS ? baseDf(ratio) : jackknife.df;
  const variance = steadiedVariance({ p: value, variance: jackknife.variance, n: baseN }, df, designEffect, accounts);
  const { lower, upper, effectiveN } = kornGraubard(value, baseN, variance, df, designEffect);
  // The exact interval of a rounded count may miss the value by the last bit.
  return {
    value,
    lower: Math.min(lower, value),
    upper: Math.max(upper, value),
    standardError: Math.sqrt(variance),
    df,
    effectiveN,
  };
}

function withheldCell(key: CellKey, decision: InsideReason | null | undefined, vectors: Vectors): Cell[] {
  if (decision === null) return [];
  const { n = 0, accounts = 0 } = vectors.tally(key) ?? {};
  return [{ key, n, accounts, estimate: null, quality: null, status: 'suppressed', insideReason: decision ?? 'none' }];
}

function sortById<T>(items: readonly T[], keyOf: (item: T) => CellKey): T[] {
  const withIds = items.map((item) => ({ item, id: cellId(keyOf(item)) }));
  return withIds.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ item }) => item);
}
