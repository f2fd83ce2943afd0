import { DataError } from '../errors.js';
import { groupBy } from '../grouping.js';
import type { ExternalSnapshot, ExternalValue } from '../measures/external.js';
import type { TaxonomySource } from '../taxonomy/source.js';
import { readTable, type TableRow } from './tables.js';

const COLUMNS = ['geo_id', 'geography', 'date_start', 'date_end', 'platform_and_product', 'facet', 'level', 'variable'];
const FACETS: Readonly<Record<string, string>> = {
  onet_task: 'task',
  collaboration: 'mode',
  'onet_task::collaboration': 'task_mode',
};
/** Levels of geography that are facets of their own in a long file. */
const PLACES = ['country', 'state_us', 'country-state'];

/**
 * Reads the long format (one metric a row, from September 2025 on): every `aei_raw_*.csv` among the files, one snapshot a
 * platform. Counts and percentages are kept; other variables (costs, ratings) are not measures of usage and left out.
 */
export async function readLongRelease(
  name: string,
  source: TaxonomySource,
  files: readonly string[],
): Promise<readonly ExternalSnapshot[]> {
  const rows: LongRow[] = [];
  const seen = new Map<string, number>();
  for (const file of files.filter((one) => /^aei_raw_.*\.csv$/.test(one)).sort()) {
    const table = await readTable(source, file, [...COLUMNS, 'cluster_name', 'value']);
    for (const row of table.rows) rows.push(...longRow(file, row, seen));
  }
  const platforms = groupBy(rows, ({ platform }) => platform);
  return [...platforms].map(([platform, list]) => toSnapshot(name, platform, list));
}

interface LongRow {
  readonly platform: string;
  readonly from: string;
  readonly to: string;
  readonly value: ExternalValue;
}

function longRow(file: string, row: TableRow, seen: Map<string, number>): LongRow[] {
  const variable = /_(count|pct)$/.exec(row.text('variable'))?.[1];
  if (variable === undefined) return [];
  const value = row.number('value');
  if (value < 0) throw new DataError(`${file}:${row.line}: "value" is ${value}.`);
  refuseTwice(file, row, seen);
  const [facet, geography] = [row.text('facet'), row.text('geo_id')];
  const [key = '', key2 = ''] = row.text('cluster_name').split('::');
  const place = PLACES.includes(facet);
  return [
    {
      platform: platformOf(row.text('platform_and_product')),
      from: row.text('date_start'),
      to: row.text('date_end'),
      value: {
        facet: place ? 'place' : (FACETS[facet] ?? facet),
        level: place || FACETS[facet] === undefined ? `${place ? facet : row.text('level')}` : (FACETS[facet] ?? ''),
        geography: place ? 'GLOBAL' : geography,
        key: place ? geography : key,
        key2,
        variable: variable === 'pct' ? 'percent' : 'count',
        value,
      },
    },
  ];
}

/** A number that is there twice could be either. */
function refuseTwice(file: string, row: TableRow, seen: Map<string, number>): void {
  const key = ['platform_and_product', 'facet', 'level', 'geo_id', 'cluster_name', 'variable'].map(row.text).join('|');
  const first = seen.get(key);
  if (first !== undefined) throw new DataError(`${file}:${row.line}: the number of line ${first} is there again.`);
  seen.set(key, row.line);
}

/** `Claude AI (Free and Pro)` as `claude-ai-free-pro`: one word for a product, however it is written. */
function platformOf(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => word !== 'and').join('-');
}

function toSnapshot(name: string, platform: string, rows: readonly LongRow[]): ExternalSnapshot {
  const values = rows.map(({ value }) => value);
  const dates = (side: 'from' | 'to') => rows.map((row) => row[side]).sort();
  const counted = values.some(({ facet, variable }) => facet === 'task' && variable === 'count');
  return {
    name,
    dateStart: dates('from')[0] ?? null,
    dateEnd: dates('to').at(-1) ?? null,
    method: {
      publisher: 'Anthropic Economic Index',
      platform,
      outcomes: ['with_task', 'none', 'not_classified'],
      floor: { conversations: 15, accounts: 5 },
      taxonomy: 'onet-20.1',
      counts: counted ? 'published' : 'none',
    },
    values,
  };
}
