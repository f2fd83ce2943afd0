import type { Delta } from '../../src/diffusion/delta.js';
import { computeDeltas } from '../../src/diffusion/deltas.js';
import { cellId } from '../../src/measures/cell.js';
import type { Counts } from '../../src/measures/tally.js';
import { mover } from '../../src/statistics/mover.js';
import { wilson } from '../../src/statistics/wilson.js';
import type { Ledger } from './ledger.js';
import { createReader, type Reading, sideOf } from './reading.js';
import { TARGET_CELLS, type Target } from './targets.js';
import type { Truth } from './truth.js';

/** Estimates a population as releases do, and books what is said of each target against the truth. */
export function observe(periods: readonly [Counts, Counts], truths: readonly [Truth, Truth], ledger: Ledger): void {
  const [from, to] = [sideOf(periods[0]), sideOf(periods[1])];
  const [before, after] = [createReader(from), createReader(to)];
  const deltas = new Map(computeDeltas(from, to).map((delta) => [cellId(delta.key), delta]));
  for (const target of TARGET_CELLS) {
    const [one, other] = [before(target.key), after(target.key)];
    const [was, is] = [target.truth(truths[0]), target.truth(truths[1])];
    if (was === undefined || !one) continue;
    bookCell(target, one, was, ledger);
    if (is !== undefined && other) bookDelta(target, [one, other], [was, is], deltas.get(target.id), ledger);
  }
}

function bookCell({ score }: Target, reading: Reading, truth: number, ledger: Ledger): void {
  const { value, status, base } = reading;
  const { lower, upper } = reading.inside();
  ledger.book(score, { value, lower, upper, status, truth, count: truth * base, rival: rivalOf(reading) });
}

function bookDelta(
  { score }: Target,
  [one, other]: readonly [Reading, Reading],
  [was, is]: readonly [number, number],
  delta: Delta | undefined,
  ledger: Ledger,
): void {
  const value = other.value - one.value;
  const told = delta ?? { lower: value, upper: value, quality: 'withheld' as const };
  const rival = mover({ value: one.value, ...rivalOf(one) }, { value: other.value, ...rivalOf(other) }, 0);
  const apart = one.told && other.told ? mover(one.told, other.told, 0) : told;
  ledger.book(`delta ${score}`, {
    value,
    lower: told.lower,
    upper: told.upper,
    status: told.quality,
    truth: is - was,
    count: Math.min(was * one.base, is * other.base),
    rival,
    apart: apart.upper - apart.lower,
  });
}

/** What the field prints: as if conversations were independent. */
function rivalOf({ value, base }: Reading) {
  return wilson(value * base, base);
}
