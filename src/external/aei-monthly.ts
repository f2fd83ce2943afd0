import { DWA, GWA, IWA, TASK_ID } from '../taxonomy/codes.js';
import { type CodeShape, type Row, readRows } from '../taxonomy/row.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import { checkDates, DATE, type Geography } from './aei-shapes.js';
import { isKnownMetric, rangeOf, Unknowns } from './aei-vocabulary.js';
import { DistinctPairs } from './distinct.js';

const REQUEST: CodeShape<string> = { what: 'a UUID', pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i };
const OCCUPATION: CodeShape<string> = { what: 'a SOC or O*NET-SOC code', pattern: /^\d\d-\d{4}(\.\d\d)?$/ };
const GROUP: CodeShape<string> = { what: 'a SOC major group', pattern: /^\d\d(-0000)?$/ };

/** What a node's own code looks like, by category and level; 0 is the finest. */
const NODES: Readonly<Record<AeiCategory, readonly (CodeShape<string> | null)[]>> = {
  overall: [null],
  onet: [TASK_ID, DWA, IWA, GWA],
  request: [REQUEST, REQUEST, REQUEST],
  soc_occupation: [OCCUPATION, GROUP],
};
const PLACES: Readonly<Record<Geography['level'], CodeShape<string>>> = {
  global: { what: 'GLOBAL', pattern: /^GLOBAL$/ },
  country: { what: 'a three-letter country code', pattern: /^[A-Z]{3}$/ },
  subregion: { what: 'an ISO 3166-2 code', pattern: /^[A-Z]{2}-[A-Z0-9]{1,3}$/ },
};
const COLUMNS = [
  ...['date_start', 'date_end', 'geo_id', 'geo_level', 'category_name', 'hierarchy_level'],
  ...['metric_id', 'value', 'node_name', 'node_external_id'],
];

export type AeiCategory = 'overall' | 'onet' | 'request' | 'soc_occupation';

/** One number of the releases since June 2026: calendar months, values of two decimals, no counts. */
export interface AeiMonthlyRow {
  /** In the file, from 1. */
  readonly line: number;
  /** First day, and the first day after. */
  readonly start: string;
  readonly end: string;
  readonly geography: Geography;
  readonly category: AeiCategory;
  /** onet: task, DWA, IWA, GWA; request: detailed, minor, major; soc_occupation: occupation, major group. */
  readonly level: number;
  /** e.g. `pct`, `usage_pct`, `collaboration_directive_pct`, `human_only_time_mean` (hours) */
  readonly metric: string;
  readonly value: number;
  readonly node: string;
  /** The node's own code: Task ID, activity, SOC code or UUID. Null where the file has `-` or what is no such code. */
  readonly externalId: string | null;
}

/**
 * Reads the monthly layout (CSV: date_start, date_end, geo_id, geo_level, category_name, hierarchy_level, metric_id, value,
 * node_name, node_external_id) row by row. A metric that the documentation does not have is reported once and kept; so is
 * a node whose code is malformed, without the code; a cell that is there twice is fatal.
 */
export async function* readAeiMonthly(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): AsyncGenerator<AeiMonthlyRow> {
  const unknowns = new Unknowns();
  const cells = new DistinctPairs();
  for await (const row of readRows(source, file, { format: 'csv', columns: COLUMNS }, findings)) {
    const item = toRow(row, unknowns);
    checkDates(row);
    const { geography, category, level, metric, start } = item;
    const context = [start, geography.level, geography.id, category, level, metric].join('|');
    // Names repeat (a request may be called like another); codes do not.
    const node = item.externalId ?? `name ${item.node}`;
    if (row.sound && !cells.add(context, node))
      row.fail('node_name', `${geography.id} ${metric} of "${item.node}" is there twice`);
    if (row.text('value') === '') row.warn('value', 'no value, left out');
    else if (row.sound) yield item;
  }
}

function toRow(row: Row, unknowns: Unknowns): AeiMonthlyRow {
  const category = row.oneOf('category_name', Object.keys(NODES) as AeiCategory[]);
  const shapes = NODES[category] ?? [];
  const level = row.figure('hierarchy_level', { min: 0, max: Math.max(0, shapes.length - 1), integer: true });
  const metric = row.wording('metric_id');
  if (metric !== '' && !isKnownMetric(metric)) unknowns.report(row, 'metric_id', metric);
  return {
    line: row.line,
    start: row.code('date_start', DATE),
    end: row.code('date_end', DATE),
    geography: geographyOf(row),
    category,
    level,
    metric,
    value: row.optionalFigure('value', rangeOf(metric)) ?? Number.NaN,
    node: row.wording('node_name'),
    externalId: externalIdOf(row, shapes[level] ?? null),
  };
}

function geographyOf(row: Row): Geography {
  const level = row.oneOf('geo_level', ['global', 'country', 'subregion']);
  const shape = PLACES[level];
  return { level, id: shape === undefined ? '' : row.code('geo_id', shape) };
}

function externalIdOf(row: Row, shape: CodeShape<string> | null): string | null {
  const text = row.text('node_external_id');
  if (text === '' || text === '-' || shape === null) return null;
  if (shape.pattern.test(text)) return text;
  row.warn('node_external_id', `"${text}" is not ${shape.what}, left out`);
  return null;
}
