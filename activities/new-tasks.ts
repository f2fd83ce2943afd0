import type { IndexDefinition } from '../src/config.js';
import type { Cell } from '../src/measures/cell.js';
import type { Counts } from '../src/measures/tally.js';
import { findNewTasks } from '../src/new-tasks/find.js';
import type { NewTask } from '../src/new-tasks/new-task.js';
import type { Database } from '../src/store/database.js';
import { readCorrected, readPredecessors, readUntasked, saveNewTasks } from '../src/store/new-tasks.js';
import type { Taxonomy } from '../src/taxonomy/taxonomy.js';

/** A snapshot that is being filled, and what it is filled from. */
export interface Filling {
  readonly snapshotId: number;
  readonly period: string;
  readonly sampleId: number;
  readonly labellerId: number;
  readonly rules: IndexDefinition['disclosure'];
  /** The release of the run that is repeated: what came after it does not count. */
  readonly before: number | null;
}

/** Finds what work the taxonomy cannot name, and keeps it with the snapshot. */
export async function addNewTasks(
  db: Database,
  { snapshotId, period, sampleId, labellerId, rules, before }: Filling,
  measured: { readonly counts: Counts; readonly cells: readonly Cell[]; readonly taxonomy: Taxonomy },
): Promise<NewTask[]> {
  const [untasked, predecessors, earlier] = await Promise.all([
    readUntasked(db, sampleId, labellerId),
    readPredecessors(db, snapshotId, before),
    readCorrected(db, snapshotId, before),
  ]);
  const tasks = findNewTasks({ ...measured, period, untasked, rules, predecessors, earlier });
  await saveNewTasks(db, snapshotId, tasks);
  return tasks;
}
