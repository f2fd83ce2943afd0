import { cellId } from '../measures/cell.js';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js';
import { studentCdf } from '../statistics/student.js';
import type { Delta } from './delta.js';

/** The share of false ones among movers that is put up with. */
const FALSE_DISCOVERY_RATE = 0.1;

/**
 * The largest clear changes, largest first and equal ones by their ids: of those that can be trusted, whose interval
 * excludes zero, and that remain discoveries when all are looked at together (Benjamini and Hochberg 1995 at 10 %).
 */
export function movers(deltas: readonly Delta[], count: number): Delta[] {
  const trusted = deltas.filter((delta) => delta.quality !== 'unreliable');
  const found = benjaminiHochberg(trusted.map(pValue), FALSE_DISCOVERY_RATE);
  return trusted
    .filter((delta, i) => found[i] && delta.verdict !== 'no_clear_change')
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (cellId(a.key) < cellId(b.key) ? -1 : 1))
    .slice(0, count);
}

function pValue({ delta, standardError, df }: Delta): number {
  if (standardError === 0) return delta === 0 ? 1 : 0;
  return 2 * (1 - studentCdf(Math.abs(delta) / standardError, df));
}
