import { EmptySetError } from '../statistics/empty-set-error.js';
import { type Jackknife, jackknife, kishDf } from '../statistics/jackknife.js';
import { type CellKey, placeId } from './cell.js';
import { globalPlace, MODE_CLASSES, OUTCOMES } from './universe.js';
import { REPLICATES, type Vector, type Vectors } from './vectors.js';

/** What shares are shares of. */
export interface Base {
  readonly vector: Vector;
  readonly total: number;
  /** Replicates that it fills, ascending, and its size in each of them. */
  readonly filled: readonly number[];
  readonly sizes: Float64Array;
  /** As it was counted, conversations or accounts, unweighted: what the interval takes for the sample size. */
  readonly n: number;
}

/** A share or reach as a ratio of two sums over replicates. */
export interface Ratio {
  readonly numerator: Vector;
  readonly total: number;
  readonly base: Base;
  readonly value: number;
}

/** Gives the ratio behind a cell. Each base is added up once. @throws EmptySetError when a base is empty */
export function createRatios(vectors: Vectors): (key: CellKey) => Ratio {
  const bases = new Map<string, Base>();
  return (key) => {
    const name = key.base === 'task' ? `task ${key.key}` : key.base;
    const base = bases.get(name) ?? baseOf(key, vectors);
    bases.set(name, base);
    const numerator = numeratorOf(key, vectors);
    const total = sum(numerator);
    // Parts that were shared out may add up to more than the whole by the last bit.
    return { numerator, total, base, value: Math.min(1, total / base.total) };
  };
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

function baseOf(key: CellKey, vectors: Vectors): Base {
  const places =
    key.measure === 'reach' ? [] : key.base === 'task' ? [globalPlace('task', 'task', key.key)] : BASES[key.base];
  const vector = key.measure === 'reach' ? vectors.accounts(null) : vectors.conversations(...places);
  const total = sum(vector);
  if (total === 0) throw new EmptySetError(`The ${key.measure}.${key.base} of ${key.facet} ${key.key}`);
  const counted = places.reduce((n, place) => n + (vectors.tally(placeId(place))?.n ?? 0), 0);
  const filled = filledReplicates(vector);
  return {
    vector,
    total,
    filled,
    sizes: vector.filter((size) => size > 0),
    n: key.measure === 'reach' ? total : counted,
  };
}

/** The replicates that any of the vectors fills, ascending. */
export function filledReplicates(...vectors: readonly Vector[]): number[] {
  const filled: number[] = [];
  for (let b = 0; b < REPLICATES; b += 1) if (vectors.some((vector) => (vector[b] ?? 0) > 0)) filled.push(b);
  return filled;
}

/** A ratio without each of some replicates; its own value where nothing else fills the base. */
export function leaveOut({ numerator, total, base, value }: Ratio, replicates: readonly number[]): Float64Array {
  const without = new Float64Array(replicates.length);
  for (let i = 0; i < without.length; i += 1) {
    const b = replicates[i] ?? 0;
    const rest = base.total - (base.vector[b] ?? 0);
    without[i] = rest > 0 ? (total - (numerator[b] ?? 0)) / rest : value;
  }
  return without;
}

/** The jackknife of a ratio over the replicates that its base fills. */
export function ratioJackknife(ratio: Ratio): Jackknife {
  const { base, value } = ratio;
  if (base.filled.length > 1) {
    return jackknife(value, leaveOut(ratio, base.filled), base.sizes);
  }
  // One replicate tells nothing of the spread between accounts: as uncertain as a single observation.
  return { variance: value * (1 - value), df: 1, deviations: new Float64Array(base.filled.length) };
}

/** Degrees of freedom that the base alone has: what may be told of a cell with few accounts. */
export function baseDf({ base }: Ratio): number {
  return Math.max(1, kishDf(base.vector));
}

function sum(vector: Vector): number {
  let total = 0;
  for (let b = 0; b < vector.length; b += 1) total += vector[b] ?? 0;
  return total;
}
