import { createHash } from 'node:crypto';
import { type Cell, cellId, placeId } from './cell.js';
import type { Counts, FrameCount, Tally } from './tally.js';

/**
 * The content hash of a snapshot (SHA-256, hex): its counts and cells in order, and no id, time, cost or vintage
 * number. It depends on the installation secret, because replicates do, and is never published.
 */
export function snapshotHash(counts: Counts, cells: readonly Cell[]): string {
  const hash = createHash('sha256');
  for (const lines of [counts.frame.map(frameLine), counts.tallies.map(tallyLine), cells.map(cellLine)]) {
    hash.update(`${[...lines].sort().join('\n')}\n\n`);
  }
  return hash.digest('hex');
}

function frameLine(frame: FrameCount): string {
  return [frame.stratum, frame.replicate, frame.frameN, frame.drawnN, frame.accounts].join(' ');
}

function tallyLine(tally: Tally): string {
  const vector = tally.replicates.map(({ replicate, n, m }) => `${replicate}:${n}:${m}`).join(',');
  const counts = [tally.stratum, tally.cohort, tally.n, tally.accounts, tally.top1, tally.top2, tally.recordKeySum];
  return `${placeId(tally)} ${counts.join(' ')} ${tally.accountGroups.toString(16)} ${vector}`;
}

function cellLine(cell: Cell): string {
  const e = cell.estimate;
  const numbers = e ? [e.value, e.lower, e.upper, e.standardError, e.df, e.effectiveN].join(' ') : '-';
  return `${cellId(cell.key)} ${cell.n} ${cell.accounts} ${cell.status} ${cell.insideReason} ${cell.quality} ${numbers}`;
}
