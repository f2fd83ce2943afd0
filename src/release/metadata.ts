import { createHash } from 'node:crypto';
import type { ReleaseContent } from './content.js';
import { NEW_TASK_COLUMNS } from './new-tasks.js';
import { CELL_COLUMNS, type Column, DELTA_COLUMNS } from './tables.js';
import { qualityCounts } from './view.js';

/** The version of the shape of these files: a change that breaks a reader raises the first number. */
const SCHEMA_VERSION = '1.1.0';

/** snapshot.json: what was measured, how, and from how much. Nothing of when, where or by whom it was computed. */
export function snapshotJson(content: ReleaseContent): string {
  const { facts, comparison } = content;
  const { index, indexTitle, release, period, timeZone, reason, frame, drawn, accounts, exclusions, method } = facts;
  return json({
    schema: SCHEMA_VERSION,
    index,
    title: indexTitle,
    release,
    period,
    timeZone,
    correction: reason,
    sample: { frame, drawn, accounts, exclusions },
    method: { ...method, evaluation: facts.labelFigures },
    bases: {
      'share.with_task': 'conversations with a task of the taxonomy',
      'share.five_modes': 'conversations with a task and one of the five modes',
      'share.task': 'conversations about the task',
      'share.sample': 'conversations in the sample',
      'reach.accounts': 'accounts in the sample',
    },
    interval: {
      name: 'interval.sampling',
      level: 0.95,
      error: 'sampling error alone; errors of the labels are not in it',
    },
    suppression: 'Tasks that are absent from cells.csv are withheld: zero and few are not told apart.',
    sharesByQuality: qualityCounts(content),
    comparison: comparison && {
      with: comparison.previousRelease,
      period: comparison.previousPeriod,
      refused: comparison.refusal,
      deltas: comparison.deltas.length,
    },
  });
}

/** datapackage.json after Data Package v2, with the hash of each table. */
export function dataPackageJson(content: ReleaseContent, files: ReadonlyMap<string, string | Uint8Array>): string {
  const { facts } = content;
  return json({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${facts.index}-${facts.release}`.toLowerCase(),
    title: `${facts.indexTitle}, ${facts.release}`,
    description:
      'Shares of AI conversations by task, occupation, mode of collaboration and use, with 95 % intervals, bases, quality and suppression declared.',
    version: SCHEMA_VERSION,
    licenses: [
      {
        name: 'CC-BY-4.0',
        path: 'https://creativecommons.org/licenses/by/4.0/',
        title: 'Creative Commons Attribution 4.0',
      },
    ],
    resources: [
      resource('cells', 'Every published number, and which are withheld', CELL_COLUMNS, files, [
        'facet',
        'level',
        'geography',
        'key',
        'key2',
        'measure',
        'base',
      ]),
      resource('deltas', 'Changes against the release before', DELTA_COLUMNS, files, [
        'facet',
        'level',
        'geography',
        'key',
        'key2',
        'measure',
        'base',
      ]),
      resource('new_tasks', 'Work that the taxonomy has no task for', NEW_TASK_COLUMNS, files, ['id']),
    ],
  });
}

function resource(
  name: string,
  title: string,
  columns: readonly Column[],
  files: ReadonlyMap<string, string | Uint8Array>,
  primaryKey: readonly string[],
) {
  const path = `${name}.csv`;
  const bytes = files.get(path) ?? '';
  return {
    name,
    title,
    path,
    type: 'table',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: Buffer.byteLength(bytes),
    hash: `sha256:${sha256(bytes)}`,
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: columns.map(({ name: field, type, description, enum: values, mayBeEmpty }) => ({
        name: field,
        type,
        description,
        ...(mayBeEmpty ? { missingValues: [] } : {}),
        ...(values ? { constraints: { enum: values } } : {}),
      })),
      primaryKey,
      missingValues: [''],
    },
  };
}

/** MANIFEST.sha256: what `sha256sum -c` checks, sorted by name. */
export function manifest(files: ReadonlyMap<string, string | Uint8Array>): string {
  return [...files.keys()]
    .sort()
    .map((name) => `${sha256(files.get(name) ?? '')}  ${name}\n`)
    .join('');
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
