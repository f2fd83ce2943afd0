import { createHash } from 'node:crypto';
import type { NewTask } from '../new-tasks/new-task.js';
import { type Cell, cellId, type Estimate, placeId } from './cell.js';
import type { Counts, FrameCount, Tally } from './tally.js';

/**
 * The content hash of a snapshot (SHA-256, hex): its counts, cells and new tasks in order, and no id, time, cost or vintage
 * number. It depends on the installation secret, because replicates do, and is never published.
 */
export function snapshotHash(counts: Counts, cells: readonly Cell[], newTasks: readonly NewTask[] = []): string {
  const hash = createHash('sha256');
  for (const lines of [counts.frame.map(frameLine), counts.tallies.map(tallyLine), cells.map(cellLine)]) {
    hash.update(`${[...lines].sort().join('\n')}\n\n`);
  }
  // Nothing is added where there are none: snapshots of before these were looked for keep their hash.
  if (newTasks.length > 0) hash.update(`${newTasks.map(newTaskLine).join('\n')}\n\n`);
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
  const numbers = estimateText(cell.estimate);
  return `${cellId(cell.key)} ${cell.n} ${cell.accounts} ${cell.status} ${cell.insideReason} ${cell.quality} ${numbers}`;
}

function newTaskLine({ id, words, event, related, size, centroid }: NewTask): string {
  const sizes = size ? `${size.n} ${size.accounts} ${size.quality} ${estimateText(size.estimate)}` : '-';
  const terms = [...centroid].map(([term, weight]) => `${term}:${weight}`);
  return `${id} ${words.join(',')} ${event} ${related.join(',')} ${sizes} ${terms.sort().join(',')}`;
}

function estimateText(e: Estimate | null): string {
  return e ? [e.value, e.lower, e.upper, e.standardError, e.df, e.effectiveN].join(' ') : '-';
}
