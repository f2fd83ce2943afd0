import { DataError, UserError } from '../errors.js';
import { readAeiModeShares, readAeiTaskShares } from '../external/aei-early.js';
import { MODES } from '../label/labeller.js';
import type { ExternalMethod, ExternalSnapshot, ExternalValue } from '../measures/external.js';
import type { ModeCounts } from '../measures/modes.js';
import type { TaskRow } from '../measures/task-usage.js';
import { type Findings, refuseIfFatal, type TaxonomySource } from '../taxonomy/source.js';
import { readTaskModeRows } from './aei-files.js';
import { longFiles, readLongRelease } from './aei-long.js';
import { type AeiRelease, FEBRUARY, MARCH, type ReadRelease, readReleaseFrom } from './aei-release.js';

/** What the first two releases say of their method. */
const FIRST_RELEASES: ExternalMethod = {
  publisher: 'Anthropic Economic Index',
  platform: 'claude-ai-free-pro',
  outcomes: ['with_task', 'none'],
  floor: { conversations: 15, accounts: 5 },
  taxonomy: 'onet-20.1',
  counts: 'recovered',
};

/**
 * Reads a release by name from the folder that holds its files. One snapshot a platform and period. What is odd and safe goes
 * to the warnings of `findings`.
 * @throws DataError naming file, line and field of what cannot be trusted; UserError when there is no such release
 */
export async function readExternalRelease(
  name: string,
  source: TaxonomySource,
  files: readonly string[],
  findings: Findings,
): Promise<readonly ExternalSnapshot[]> {
  if (name === FEBRUARY.name) return [await readWide(source, FEBRUARY, null, findings)];
  if (name === MARCH.name) return [await readWide(source, MARCH, 'automation_vs_augmentation_by_task.csv', findings)];
  if (!/^aei-\d{4}-\d{2}$/.test(name) || longFiles(files).length === 0)
    throw new UserError(
      `${source.label} holds no release "${name}".`,
      'Name aei-2025-02, aei-2025-03, or aei-YYYY-MM with a folder of long files (aei_*.csv)',
    );
  const long = await readLongRelease(name, source, files, findings);
  refuseIfFatal(source, findings);
  return long;
}

async function readWide(
  source: TaxonomySource,
  at: AeiRelease,
  byTask: string | null,
  findings: Findings,
): Promise<ExternalSnapshot> {
  await readAeiTaskShares(source, at.tasks, findings);
  await readAeiModeShares(source, at.modes, findings);
  refuseIfFatal(source, findings);
  const release = await readReleaseFrom(source, at);
  refuseUnlessWhole(release, at);
  const snapshot = wideSnapshot(release);
  if (byTask === null) return snapshot;
  return { ...snapshot, values: [...snapshot.values, ...(await taskModeValues(source, byTask, release.counts))] };
}

/** Counts are only recovered where every percentage is a whole number of conversations. */
function refuseUnlessWhole({ name, counts, checks }: ReadRelease, { conversations, tasks }: AeiRelease): void {
  if (checks['whole_rows'] === counts.length && checks['conversations_recovered'] === conversations) return;
  const broken = counts.length - (checks['whole_rows'] ?? 0);
  throw new DataError(
    `${name}: ${broken} percentages of ${tasks} are no whole number of ${conversations} conversations.`,
  );
}

/** One of the first two releases as a snapshot, with the counts that its percentages tell. */
export function wideSnapshot({ name, counts, modeCounts }: ReadRelease): ExternalSnapshot {
  const values = [...taskValues(counts), ...modeValues(modeCounts)];
  return { name, dateStart: null, dateEnd: null, method: FIRST_RELEASES, values };
}

function globalValue(facet: string, key: string, key2: string, value: number): ExternalValue {
  return { facet, level: facet, geography: 'GLOBAL', key, key2, variable: 'count', value };
}

function taskValues(counts: readonly TaskRow[]): ExternalValue[] {
  return counts.map(({ task, count }) => globalValue('task', task, '', count));
}

function modeValues({ modes, withheld }: ModeCounts): ExternalValue[] {
  return [
    ...MODES.map((mode) => globalValue('mode', mode, '', modes[mode])),
    globalValue('mode', 'withheld', '', withheld),
  ];
}

const TASK_MODES = ['directive', 'feedback_loop', 'task_iteration', 'learning', 'validation', 'withheld'];

async function taskModeValues(
  source: TaxonomySource,
  file: string,
  counts: readonly TaskRow[],
): Promise<ExternalValue[]> {
  const sizes = new Map(counts.map(({ task, count }) => [task, count]));
  const rows = await readTaskModeRows(source, file);
  return rows.flatMap(({ task, values }) =>
    values.map((share, i) =>
      globalValue('task_mode', task, TASK_MODES[i] ?? '', Math.round(share * (sizes.get(task) ?? 0))),
    ),
  );
}
