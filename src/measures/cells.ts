import { groupBy } from '../grouping.js';
import { clopperPearson } from '../statistics/binomial.js';
import { MIN_OWN_ACCOUNTS, pooledDesignEffect, steadiedVariance } from '../statistics/design-effect.js';
import type { Jackknife } from '../statistics/jackknife.js';
import { jeffreys } from '../statistics/jeffreys.js';
import { kornGraubard } from '../statistics/korn-graubard.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { measuresOf } from './catalogue.js';
import { type Cell, type CellKey, cellId, type Estimate, type InsideReason, placeId } from './cell.js';
import { isTopHeavy, qualityOf } from './quality.js';
import { baseDf, createRatios, type Ratio, ratioJackknife } from './ratio.js';
import type { Counts, Place, Tally } from './tally.js';
import { allPlaces, globalPlace } from './universe.js';
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

/** A cell to be, with its ids: there are many, and what names them is compared often. */
interface Entry {
  readonly id: string;
  readonly place: string;
  readonly key: CellKey;
}

/** All cells of a snapshot, sorted by `cellId`. Only what is published enters anything that is published. */
export function buildCells(counts: Counts, taxonomy: Taxonomy, decisions: Decisions): Cell[] {
  const vectors = createVectors(counts, taxonomy);
  // In order, for a family's sums must not depend on the order of the counts, not even in the last bit.
  const entries = allPlaces(counts, taxonomy)
    .flatMap(entriesAt)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const open = entries.filter(({ place }) => decisions.get(place) === null);
  const rawCell = createRawCells(vectors);
  const families = groupBy(
    open.map(({ key }) => rawCell(key)),
    familyOf,
  );
  const activity = vectors.tally(placeId(globalPlace('outcome', 'outcome', 'with_task')));
  const topHeavy = activity !== undefined && isTopHeavy(activity);
  const cells = [...families.values()].flatMap((family) => publishFamily(family, topHeavy));
  const published = new Map(cells.map((cell) => [cellId(cell.key), cell]));
  return entries.map(
    ({ id, place, key }) =>
      published.get(id) ?? withheldCell(key, vectors.tally(place), decisions.get(place) ?? 'none'),
  );
}

function entriesAt(at: Place): Entry[] {
  const place = placeId(at);
  return measuresOf(at.facet, at.level).map((measure) => {
    const key = { ...at, ...measure };
    return { id: cellId(key), place, key };
  });
}

/** Cells whose intervals borrow strength from each other. */
export function familyOf({ key }: { readonly key: CellKey }): string {
  return [key.facet, key.level, key.geography, key.measure, key.base].join('|');
}

/** Gives counts, ratio and jackknife of cells. */
export function createRawCells(vectors: Vectors): (key: CellKey) => RawCell {
  const ratioOf = createRatios(vectors);
  return (key) => {
    const { n = 0, accounts = 0 } = vectors.tally(placeId(key)) ?? {};
    const ratio = ratioOf(key);
    return { key, n, accounts, ratio, jackknife: ratioJackknife(ratio) };
  };
}

/** The pooled design effect of a family. */
export function familyDesignEffect(family: readonly RawCell[]): number {
  return pooledDesignEffect(
    family.map(({ ratio, jackknife }) => ({ p: ratio.value, variance: jackknife.variance, n: ratio.base.n })),
  );
}

function publishFamily(family: readonly RawCell[], topHeavy: boolean): Cell[] {
  const designEffect = familyDesignEffect(family);
  return family.map((raw) => {
    const estimate = estimateCell(raw, designEffect);
    const { key, n, accounts } = raw;
    // In reach an account counts once, however active it is.
    const quality = qualityOf(estimate, topHeavy && key.measure !== 'reach');
    return { key, n, accounts, estimate, quality, status: 'published', insideReason: null };
  });
}

/** A cell's value with its interval, given its family's design effect. */
export function estimateCell({ key, ratio, jackknife, accounts }: RawCell, designEffect: number): Estimate {
  const { value, base } = ratio;
  const df = accounts < MIN_OWN_ACCOUNTS ? baseDf(ratio) : jackknife.df;
  const variance = steadiedVariance({ p: value, variance: jackknife.variance, n: base.n }, df, designEffect, accounts);
  // An account counts once in reach, so nothing there uses up what the exact interval has to spare.
  const interval = key.measure === 'reach' ? jeffreys : clopperPearson;
  const { lower, upper, effectiveN } = kornGraubard(value, base.n, variance, df, designEffect, interval);
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

function withheldCell(key: CellKey, tally: Tally | undefined, insideReason: InsideReason): Cell {
  const { n = 0, accounts = 0 } = tally ?? {};
  return { key, n, accounts, estimate: null, quality: null, status: 'suppressed', insideReason };
}
