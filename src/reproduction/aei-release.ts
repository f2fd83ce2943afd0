import { MODES } from '../label/labeller.js';
import type { ModeCounts } from '../measures/modes.js';
import { sumOf, type TaskRow } from '../measures/task-usage.js';
import { openTaxonomySource } from '../taxonomy/open.js';
import type { TaxonomySource } from '../taxonomy/source.js';
import { readModeCounts, readModeRows, readTaskModeRows, readTaskRows } from './aei-files.js';
import { equalRows, recoverCounts, recoverModes } from './recover.js';
import type { Figures } from './reproduction.js';
import { openOptional } from './tables.js';

/** Where a release's files are, and how many conversations its percentages are of. */
export interface AeiRelease {
  readonly name: string;
  readonly folder: string;
  readonly tasks: string;
  readonly modes: string;
  /** Conversations mapped to tasks, `none` included. Found as the number of which every percentage is whole. */
  readonly conversations: number;
  /** Conversations mapped to modes: another sample. */
  readonly modeConversations: number;
  readonly counts: string;
  /** As the table of recovered mode counts calls it. */
  readonly countsName: string;
}

export const FEBRUARY: AeiRelease = {
  name: 'aei-2025-02',
  folder: 'release_2025_02_10',
  tasks: 'onet_task_mappings.csv',
  modes: 'automation_vs_augmentation.csv',
  conversations: 767_510,
  modeConversations: 797_504,
  counts: 'aei_v1_task_counts.csv',
  countsName: 'v1',
};

export const MARCH: AeiRelease = {
  name: 'aei-2025-03',
  folder: 'release_2025_03_27',
  tasks: 'task_pct_v2.csv',
  modes: 'automation_vs_augmentation_v2.csv',
  conversations: 973_636,
  modeConversations: 999_985,
  counts: 'aei_v2_task_counts.csv',
  countsName: 'v2',
};

/** A release as read. */
export interface ReadRelease {
  readonly name: string;
  readonly percentages: readonly TaskRow[];
  readonly counts: readonly TaskRow[];
  readonly modes: ModeCounts;
  readonly modeCounts: ModeCounts;
  readonly checks: Figures;
  /** Checks that need the table of recovered counts, where it is missing. */
  readonly skipped: readonly string[];
}

/** Reads a release below `data` and checks it against recovered counts. @throws DataError naming what cannot be read */
export async function readRelease(data: string, at: AeiRelease): Promise<ReadRelease> {
  const read = await readReleaseFrom(await openTaxonomySource(`${data}/aei/${at.folder}`), at);
  const recovered = await openOptional(`${data}/aei/recovered_counts`);
  if (!recovered) return { ...read, skipped: ['recovered_rows_equal', 'mode_rows_equal'] };
  const checks = { ...read.checks, ...(await againstRecovered(recovered, at, read.counts, read.modeCounts)) };
  return { ...read, checks };
}

/** Reads a release from its own folder and recovers its counts. @throws DataError naming what cannot be read */
export async function readReleaseFrom(source: TaxonomySource, at: AeiRelease): Promise<ReadRelease> {
  const percentages = await readTaskRows(source, at.tasks, 'pct');
  const modes = await readModeRows(source, at.modes);
  const { rows: counts, whole, total } = recoverCounts(percentages, at.conversations);
  const modeCounts = recoverModes(modes, at.modeConversations);
  const checks = {
    rows: counts.length,
    whole_rows: whole,
    conversations_recovered: total,
    percent_total: sumOf(percentages.map(({ count }) => count)),
    whole_modes: MODES.filter((mode) => isWhole((modes.modes[mode] * at.modeConversations) / 100)).length,
  };
  return { name: at.name, percentages, counts, modes, modeCounts, checks, skipped: [] };
}

async function againstRecovered(
  recovered: TaxonomySource,
  at: AeiRelease,
  counts: readonly TaskRow[],
  { modes }: ModeCounts,
): Promise<Figures> {
  const theirs = await readModeCounts(recovered, 'aei_mode_counts.csv', at.countsName);
  return {
    recovered_rows_equal: equalRows(counts, await readTaskRows(recovered, at.counts, 'count')),
    mode_rows_equal: MODES.filter((mode) => modes[mode] === theirs.modes[mode]).length,
  };
}

/** Whether each task's shares by mode are whole numbers of its conversations. @throws DataError as for a release */
export async function taskModeChecks(data: string, { counts }: ReadRelease): Promise<Figures> {
  const source = await openTaxonomySource(`${data}/aei/${MARCH.folder}`);
  const shares = await readTaskModeRows(source, 'automation_vs_augmentation_by_task.csv');
  const sizes = new Map(counts.map(({ task, count }) => [task, count]));
  const whole = shares.filter(({ task, values }) => {
    const counted = values.map((share) => share * (sizes.get(task) ?? 0));
    return counted.every(isWhole) && isWhole(sumOf(values)) && sumOf(values) > 0;
  });
  return { task_mode_rows: shares.length, task_mode_rows_whole: whole.length };
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
