import { EmptySetError } from '../statistics/empty-set-error.js';
import { type Jackknife, jackknife, kishDf } from '../statistics/jackknife.js';
import type { CellKey } from './cell.js';
import { globalPlace, MODE_CLASSES, OUTCOMES } from './universe.js';
import { add, REPLICATES, type Vector, type Vectors } from './vectors.js';

/** A share or reach as a ratio of two sums over replicates. */
export interface Ratio {
  readonly numerator: Vector;
  readonly base: Vector;
  /** The base as it was counted, conversations or accounts: what the interval takes for the sample size. */
  readonly baseN: number;
  readonly value: number;
}

/** The ratio behind a cell. @throws EmptySetError when its base is empty */
export function ratioOf(key: CellKey, vectors: Vectors): Ratio {
  const numerator = numeratorOf(key, vectors);
  const { base, baseN } = baseOf(key, vectors);
  const total = sum(base);
  if (total === 0) throw new EmptySetError(`The ${key.measure}.${key.base} of ${key.facet} ${key.key}`);
  return { numerator, base, baseN, value: sum(numerator) / total };
}

function numeratorOf(key: CellKey, vectors: Vectors): Vector {
  if (key.measure === 'reach') return vectors.accounts(key);
  return key.facet === 'occupation' ? vectors.allocated(key) : vectors.conversations(key);
}

/** The places whose conversations make a base. */
const BASES = {
  sample: OUTCOMES.map((key) => globalPlace('outcome', 'outcome', key)),
  with_task: [globalPlace('outcome', 'outcome', 'with_task')],
  five_modes: MODE_CLASSES.map((key) => globalPlace('mode', 'mode_class', key)),
};

function baseOf(key: CellKey, vectors: Vectors): { base: Vector; baseN: number } {
  if (key.measure === 'reach') {
    const base = vectors.accounts(null);
    return { base, baseN: sum(base) };
  }
  const places = key.base === 'task' ? [globalPlace('task', 'task', key.key)] : BASES[key.base];
  const base = new Float64Array(REPLICATES);
  for (const place of places) add(base, vectors.conversations(place));
  return { base, baseN: places.reduce((n, place) => n + (vectors.tally(place)?.n ?? 0), 0) };
}

/** The replicates that a base fills, ascending. */
export function filledReplicates(...bases: readonly Vector[]): number[] {
  return Array.from({ length: REPLICATES }, (_, b) => b).filter((b) => bases.some((base) => (base[b] ?? 0) > 0));
}

/** A ratio without one replicate; its own value where nothing else fills the base. */
export function without({ numerator, base, value }: Ratio, b: number, totals: { x: number; y: number }): number {
  const rest = totals.y - (base[b] ?? 0);
  return rest > 0 ? (totals.x - (numerator[b] ?? 0)) / rest : value;
}

/** The jackknife of a ratio over the replicates that its base fills. */
export function ratioJackknife(ratio: Ratio): Jackknife {
  const filled = filledReplicates(ratio.base);
  const sizes = filled.map((b) => ratio.base[b] ?? 0);
  const totals = { x: sum(ratio.numerator), y: sum(ratio.base) };
  const replicates = filled.map((b) => without(ratio, b, totals));
  if (filled.length > 1) return jackknife(ratio.value, replicates, sizes);
  // One replicate tells nothing of the spread between accounts: as uncertain as a single observation.
  return { variance: ratio.value * (1 - ratio.value), df: 1, deviations: new Float64Array(filled.length) };
}

/** Degrees of freedom that the base alone has: what may be told of a cell with few accounts. */
export function baseDf({ base }: Ratio): number {
  return Math.max(1, kishDf(base));
}

export function sum(vector: Vector): number {
  let total = 0;
  for (const value of vector) total += value;
  return total;
}
