import { groupBy } from '../grouping.js';
import { COUNT, readRows } from '../taxonomy/row.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import type { TaskText } from '../taxonomy/taxonomy.js';
import { taskRows } from './aei-early.js';

// Integer counts recovered from the printed shares of the first two releases: share times N is whole in every row.

export interface AeiTaskCount {
  readonly name: string;
  readonly key: TaskText;
  /** Conversations. */
  readonly count: number;
}

const MODES = ['directive', 'feedback loop', 'task iteration', 'learning', 'validation', 'none', '(withheld)'] as const;

export interface AeiModeCount {
  /** e.g. `v1_2025_02_10` */
  readonly release: string;
  readonly mode: 'directive' | 'feedback_loop' | 'task_iteration' | 'learning' | 'validation' | 'none' | 'withheld';
  readonly count: number;
  /** All conversations of the release, which the counts of its modes sum to. */
  readonly total: number;
}

/** Reads `task_name,count`. */
export async function readAeiTaskCounts(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<readonly AeiTaskCount[]> {
  const counts: AeiTaskCount[] = [];
  for await (const { row, name, key } of taskRows(source, file, ['count'], findings)) {
    const count = row.figure('count', COUNT);
    if (row.sound) counts.push({ name, key, count });
  }
  return counts;
}

/** Reads `release,interaction_type,count,total_conversations`. Counts that do not sum to their total are fatal. */
export async function readAeiModeCounts(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): Promise<readonly AeiModeCount[]> {
  const counts: AeiModeCount[] = [];
  const seen = new Map<string, number>();
  const columns = ['release', 'interaction_type', 'count', 'total_conversations'];
  for await (const row of readRows(source, file, { format: 'csv', columns }, findings)) {
    const [release, name] = [row.wording('release'), row.oneOf('interaction_type', MODES)];
    const [count, total] = [row.figure('count', COUNT), row.figure('total_conversations', COUNT)];
    row.unique('interaction_type', `${release} ${name}`, seen);
    const mode = name.replace(' ', '_').replace(/[()]/g, '') as AeiModeCount['mode'];
    if (row.sound) counts.push({ release, mode, count, total });
  }
  for (const [release, rows] of groupBy(counts, (row) => row.release)) checkTotal(release, rows, file, findings);
  return counts;
}

function checkTotal(release: string, rows: readonly AeiModeCount[], file: string, findings: Findings): void {
  const sum = rows.reduce((all, { count }) => all + count, 0);
  const totals = new Set(rows.map(({ total }) => total));
  if (totals.size === 1 && totals.has(sum)) return;
  findings.fail(file, 0, `${release} sums to ${sum}, its total is ${[...totals].join(' and ')}`, 'count');
}
