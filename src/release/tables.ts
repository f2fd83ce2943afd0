import { stringify } from 'csv-stringify/sync';
import type { Delta } from '../diffusion/delta.js';
import type { Cell } from '../measures/cell.js';
import type { ReleaseContent } from './content.js';
import { createTitles, type Titles } from './view.js';

/** Levels of which only published rows are listed: their universe is the whole taxonomy. */
const LISTED_WHEN_PUBLISHED = new Set(['task', 'task_mode']);

/** A column of a published table. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer';
  readonly description: string;
  readonly enum?: readonly string[];
  /** The empty text is a value of the column, not a missing one: a key has no missing parts. */
  readonly mayBeEmpty?: boolean;
}

const KEY_COLUMNS: readonly Column[] = [
  { name: 'facet', type: 'string', description: 'What the number is about.' },
  { name: 'level', type: 'string', description: 'The detail within the facet.' },
  { name: 'geography', type: 'string', description: 'GLOBAL, or a place.' },
  {
    name: 'key',
    type: 'string',
    description: 'Code: O*NET Task ID, O*NET-SOC code, SOC major group, mode, use case or outcome.',
  },
  {
    name: 'key2',
    type: 'string',
    description: 'Second code: the mode within a task; empty otherwise.',
    mayBeEmpty: true,
  },
  { name: 'title', type: 'string', description: 'What the code stands for.' },
  {
    name: 'measure',
    type: 'string',
    description: 'share of conversations, or reach: share of accounts.',
    enum: ['share', 'reach'],
  },
  {
    name: 'base',
    type: 'string',
    description: 'What it is a share of.',
    enum: ['with_task', 'five_modes', 'task', 'sample', 'accounts'],
  },
];

export const QUALITY: Column = {
  name: 'quality',
  type: 'string',
  description: 'After NCHS (2017); empty where nothing is published.',
  enum: ['ok', 'review', 'unreliable'],
};

/** How sure a proportion is, and of how many it was counted. */
export const SIZE_COLUMNS: readonly Column[] = [
  {
    name: 'interval.sampling.lower',
    type: 'number',
    description: 'Lower end of the nominal 95 % interval (sampling error).',
  },
  { name: 'interval.sampling.upper', type: 'number', description: 'Upper end.' },
  { name: 'standard_error', type: 'number', description: 'Standard error of the value.' },
  { name: 'effective_n', type: 'number', description: 'The size of a simple random sample that would tell as much.' },
  { name: 'n', type: 'integer', description: 'Conversations counted.' },
  { name: 'accounts', type: 'integer', description: 'Accounts counted.' },
];

export const CELL_COLUMNS: readonly Column[] = [
  ...KEY_COLUMNS,
  { name: 'value', type: 'number', description: 'Proportion, 0 to 1.' },
  ...SIZE_COLUMNS,
  QUALITY,
  {
    name: 'status',
    type: 'string',
    description: 'Whether the number is published.',
    enum: ['published', 'suppressed', 'not_collected', 'not_classified'],
  },
];

export const DELTA_COLUMNS: readonly Column[] = [
  ...KEY_COLUMNS,
  { name: 'from', type: 'number', description: 'Proportion in the earlier release.' },
  { name: 'to', type: 'number', description: 'Proportion in this release.' },
  { name: 'delta_points', type: 'number', description: 'Change in percentage points.' },
  {
    name: 'interval.sampling.lower',
    type: 'number',
    description: 'Lower end of its nominal 95 % interval, percentage points.',
  },
  { name: 'interval.sampling.upper', type: 'number', description: 'Upper end.' },
  { name: 'standard_error', type: 'number', description: 'Standard error, percentage points.' },
  QUALITY,
  {
    name: 'verdict',
    type: 'string',
    description: 'What the change may be called.',
    enum: ['up', 'down', 'no_clear_change'],
  },
];

/** cells.csv: one row a cell, sorted by cell id; withheld rows carry no number. */
export function cellsCsv(content: ReleaseContent): string {
  const titles = createTitles(content.taxonomy);
  const rows = content.cells.filter(
    ({ key, status }) => status === 'published' || !LISTED_WHEN_PUBLISHED.has(key.facet),
  );
  return table(
    CELL_COLUMNS,
    rows.map((cell) => cellRow(cell, titles)),
  );
}

function cellRow({ key, estimate, n, accounts, quality, status }: Cell, titles: Titles): readonly string[] {
  const numbers = estimate
    ? [
        ...[estimate.value, estimate.lower, estimate.upper, estimate.standardError].map(decimal),
        estimate.effectiveN.toFixed(1),
        String(n),
        String(accounts),
      ]
    : Array<string>(7).fill('');
  return [...keyFields(key, titles), ...numbers, quality ?? '', status];
}

/** deltas.csv: one row a change of a cell that both releases publish; empty but for its head where there is none. */
export function deltasCsv(content: ReleaseContent): string {
  const titles = createTitles(content.taxonomy);
  return table(
    DELTA_COLUMNS,
    (content.comparison?.deltas ?? []).map((delta) => deltaRow(delta, titles)),
  );
}

function deltaRow(
  { key, from, to, delta, lower, upper, standardError, quality, verdict }: Delta,
  titles: Titles,
): readonly string[] {
  const inPoints = [delta, lower, upper, standardError].map((value) => (100 * value).toFixed(4));
  return [...keyFields(key, titles), decimal(from), decimal(to), ...inPoints, quality, verdict];
}

function keyFields(key: Cell['key'], titles: Titles): readonly string[] {
  return [key.facet, key.level, key.geography, key.key, key.key2, titles.of(key), key.measure, key.base];
}

function decimal(value: number): string {
  return value.toFixed(6);
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return stringify([columns.map(({ name }) => name), ...rows.map((row) => [...row])]);
}
