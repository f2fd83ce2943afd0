import { groupBy } from '../grouping.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { placeId } from './cell.js';
import { ALL_STRATA, type Counts, type FrameCount, type Place, type Tally } from './tally.js';
import { globalPlace } from './universe.js';

/** One number a replicate, 0 to 255. */
export type Vector = Float64Array;

export const REPLICATES = 256;

/** Counts by replicate, weighted so that strata count as in the frame. */
export interface Vectors {
  /** Conversations at places that have none in common. */
  conversations(...places: readonly Place[]): Vector;
  /** Conversations at an occupation or group, a shared task split equally among its holders. */
  allocated(place: Place): Vector;
  /** Accounts of the sample with at least one conversation at a place; without one: all of them. */
  accounts(place: Place | null): Vector;
  /** The total tally of a place, by its id. */
  tally(place: string): Tally | undefined;
}

/** Prepares the vectors of a snapshot's counts. */
export function createVectors(counts: Counts, taxonomy: Taxonomy): Vectors {
  const weights = stratumWeights(counts.frame);
  // By stratum, for weighted sums must not depend on the order of the counts, not even in the last bit.
  const tallies = counts.tallies.filter((tally) => tally.cohort === 'all').sort((a, b) => a.stratum - b.stratum);
  const byPlace = groupBy(tallies, placeId);
  const allocation = holdings(taxonomy);
  const everybody = sampleAccounts(counts.frame);
  const total = (place: string) => byPlace.get(place)?.find((tally) => tally.stratum === ALL_STRATA);
  const sumOf = (parts: readonly Holding[]) => {
    const vector = new Float64Array(REPLICATES);
    for (const { place, share } of parts) addTallies(vector, byPlace.get(place) ?? [], share, weights);
    return vector;
  };
  return {
    conversations: (...places) => sumOf(places.map((place) => ({ place: placeId(place), share: 1 }))),
    allocated: (place) => sumOf(allocation.get(place.key) ?? []),
    accounts: (place) => (place === null ? everybody : accountVector(total(placeId(place)))),
    tally: total,
  };
}

/** Frame over sample of each stratum; null where all are alike, for then no weight changes a share. */
export function stratumWeights(frame: readonly FrameCount[]): ReadonlyMap<number, number> | null {
  const strata = groupBy(frame, (count) => count.stratum);
  const weights = new Map([...strata].map(([stratum, rows]) => [stratum, sum(rows, 'frameN') / sum(rows, 'drawnN')]));
  return new Set(weights.values()).size > 1 ? weights : null;
}

function sum(rows: readonly FrameCount[], field: 'frameN' | 'drawnN'): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

/** Adds `share` of the conversations of a place's tallies to `target`: of the total, or of the strata as they weigh. */
function addTallies(
  target: Vector,
  tallies: readonly Tally[],
  share: number,
  weights: ReadonlyMap<number, number> | null,
): void {
  for (const { stratum, replicates } of tallies) {
    const weight = weights === null ? Number(stratum === ALL_STRATA) : (weights.get(stratum) ?? 0);
    if (weight > 0)
      for (const { replicate, n } of replicates) target[replicate] = (target[replicate] ?? 0) + share * weight * n;
  }
}

function accountVector(tally: Tally | undefined): Vector {
  const vector = new Float64Array(REPLICATES);
  for (const { replicate, m } of tally?.replicates ?? []) vector[replicate] = m;
  return vector;
}

/** Strata are unions of sources, and an account belongs to one source, so accounts add up over strata. */
function sampleAccounts(frame: readonly FrameCount[]): Vector {
  const vector = new Float64Array(REPLICATES);
  for (const { replicate, accounts } of frame) vector[replicate] = (vector[replicate] ?? 0) + accounts;
  return vector;
}

interface Holding {
  /** Id of a task's place. */
  readonly place: string;
  /** What of the task counts for the holder: 1/k where k occupations hold it. */
  readonly share: number;
}

/** The tasks of each occupation and of each major group, by code, with the equal split. */
function holdings(taxonomy: Taxonomy): ReadonlyMap<string, readonly Holding[]> {
  const groupOf = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  const held = new Map<string, Holding[]>();
  const push = (code: string | undefined, holding: Holding) => {
    if (code === undefined) return;
    const list = held.get(code);
    if (list) list.push(holding);
    else held.set(code, [holding]);
  };
  for (const { code, holders } of taxonomy.tasks) {
    const occupations = [...new Set(holders.map((holder) => holder.occupation))];
    const holding = { place: placeId(globalPlace('task', 'task', code)), share: 1 / occupations.length };
    for (const occupation of occupations) {
      push(occupation, holding);
      push(groupOf.get(occupation), holding);
    }
  }
  return held;
}
