import { type CodeShape, type Row, readRows } from '../taxonomy/row.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import { checkDates, DATE, type Geography } from './aei-shapes.js';
import { FACETS, isKnownVariable, rangeOf, Unknowns } from './aei-vocabulary.js';
import { DistinctPairs } from './distinct.js';

const LEVELS = { global: 'global', country: 'country', state_us: 'subregion', 'country-state': 'subregion' } as const;
type GeographyName = keyof typeof LEVELS;

/** Raw files have two-letter countries, enriched ones three; a place that is not known is `not_classified` or `NONE`. */
const PLACES: Readonly<Record<GeographyName, CodeShape<string>>> = {
  global: { what: 'GLOBAL', pattern: /^GLOBAL$/ },
  country: { what: 'a country code', pattern: /^([A-Z]{2,3}|not_classified|NONE)$/ },
  state_us: { what: 'a US state code', pattern: /^([A-Z]{2}|not_classified)$/ },
  'country-state': { what: 'an ISO 3166-2 code', pattern: /^([A-Z]{2,3}-[A-Z0-9]{1,3}|not_classified|NONE)$/ },
};
const COLUMNS = [
  ...['geo_id', 'geography', 'date_start', 'date_end', 'platform_and_product'],
  ...['facet', 'level', 'variable', 'cluster_name', 'value'],
];

/** One number of the releases of September 2025 to March 2026. */
export interface AeiWeeklyRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly geography: Geography;
  /** Dates as printed, `2025-08-04`. */
  readonly start: string;
  readonly end: string;
  /** e.g. `Claude AI (Free and Pro)`, `1P API` */
  readonly product: string;
  /** e.g. `onet_task`, `onet_task::collaboration` */
  readonly facet: string;
  /** Depth within the facet, 0 is the finest. */
  readonly level: number;
  /** e.g. `onet_task_pct`; counts are scaled to a million conversations. */
  readonly variable: string;
  /** The task, mode, request: null where the facet has no parts. `none` and `not_classified` stand as printed. */
  readonly cluster: string | null;
  /** The second part of an intersection's cluster. */
  readonly category: string | null;
  readonly value: number;
}

/**
 * Reads the long layout (CSV: geo_id, geography, date_start, date_end, platform_and_product, facet, level, variable,
 * cluster_name, value) row by row. A row without a value is reported and left out; a name that the documentation does not
 * have is reported once and kept; a cell that is there twice is fatal.
 */
export async function* readAeiWeekly(
  source: TaxonomySource,
  file: string,
  findings: Findings,
): AsyncGenerator<AeiWeeklyRow> {
  const unknowns = new Unknowns();
  const cells = new DistinctPairs();
  for await (const row of readRows(source, file, { format: 'csv', columns: COLUMNS }, findings)) {
    const item = toRow(row, unknowns);
    checkDates(row);
    const { geography, facet, level, variable, product, start } = item;
    const context = [geography.level, geography.id, start, product, facet, level, variable].join('|');
    if (row.sound && !cells.add(context, row.text('cluster_name')))
      row.fail('cluster_name', `${geography.id} ${variable} "${row.text('cluster_name')}" is there twice`);
    if (row.text('value') === '') row.warn('value', 'no value, left out');
    else if (row.sound) yield item;
  }
}

function toRow(row: Row, unknowns: Unknowns): AeiWeeklyRow {
  const [facet, variable] = [row.wording('facet'), row.wording('variable')];
  if (facet !== '' && !FACETS.has(facet)) unknowns.report(row, 'facet', facet);
  else if (variable !== '' && !isKnownVariable(facet, variable)) unknowns.report(row, 'variable', variable);
  return {
    line: row.line,
    geography: geographyOf(row),
    start: row.code('date_start', DATE),
    end: row.code('date_end', DATE),
    product: row.wording('platform_and_product'),
    facet,
    level: row.figure('level', { min: 0, max: 9, integer: true }),
    variable,
    ...clusterOf(row.text('cluster_name'), facet.includes('::')),
    value: row.optionalFigure('value', rangeOf(variable)) ?? Number.NaN,
  };
}

/** A US state of September 2025, printed `CA`, gets the code that later releases print: `US-CA`. */
function geographyOf(row: Row): Geography {
  const name = row.oneOf('geography', Object.keys(LEVELS) as GeographyName[]);
  const shape = PLACES[name];
  if (shape === undefined) return { level: 'global', id: '' };
  const id = row.code('geo_id', shape);
  return { level: LEVELS[name], id: name === 'state_us' && id !== 'not_classified' ? `US-${id}` : id };
}

function clusterOf(text: string, isIntersection: boolean): Pick<AeiWeeklyRow, 'cluster' | 'category'> {
  const cut = isIntersection ? text.lastIndexOf('::') : -1;
  if (cut < 0) return { cluster: text === '' ? null : text, category: null };
  return { cluster: text.slice(0, cut), category: text.slice(cut + 2) };
}
