import { readAeiMonthly } from '../external/aei-monthly.js';
import { readAeiWeekly } from '../external/aei-weekly.js';
import { groupBy } from '../grouping.js';
import type { ExternalMethod, ExternalSnapshot, ExternalValue } from '../measures/external.js';
import type { Findings, TaxonomySource } from '../taxonomy/source.js';
import { monthlyValue, weeklyValue } from './long-value.js';

const PUBLISHER = 'Anthropic Economic Index';
const FLOOR = { conversations: 15, accounts: 5 };

/** A value with what it belongs to, and where it stands. */
interface LongValue {
  readonly platform: string;
  readonly start: string;
  readonly end: string;
  readonly layout: 'weekly' | 'monthly';
  readonly file: string;
  readonly line: number;
  readonly value: ExternalValue;
}

/**
 * Reads a release in a long layout: the weekly one (September 2025 to March 2026) or the monthly one (from June 2026), told
 * apart by their headers. Every `aei_*.csv` among the files counts; where raw files are there, enriched ones repeat them and
 * are left alone. One snapshot a platform, and a period where a platform has several: then the name ends in the first day.
 */
export async function readLongRelease(
  name: string,
  source: TaxonomySource,
  files: readonly string[],
  findings: Findings,
): Promise<readonly ExternalSnapshot[]> {
  const values: LongValue[] = [];
  for (const file of longFiles(files)) {
    const read = (await isMonthly(source, file)) ? readMonthly : readWeekly;
    for await (const value of read(source, file, findings)) values.push(value);
  }
  refuseTwice(values, findings);
  return [...groupBy(values, ({ platform }) => platform).values()].flatMap((list) => {
    const periods = [...groupBy(list, ({ start, end }) => `${start} ${end}`).values()];
    return periods.map((period) => toSnapshot(name, period, periods.length > 1));
  });
}

/** The files of a folder that may be of a long release, in order. */
export function longFiles(files: readonly string[]): readonly string[] {
  const long = files.filter((file) => /^aei_.*\.csv$/.test(file)).sort();
  const isEnriched = (file: string) => file.startsWith('aei_enriched_');
  return long.some((file) => file.startsWith('aei_raw_')) ? long.filter((file) => !isEnriched(file)) : long;
}

async function isMonthly(source: TaxonomySource, file: string): Promise<boolean> {
  let head = '';
  for await (const chunk of source.open(file) ?? []) {
    head += chunk;
    if (head.includes('\n')) break;
  }
  return (head.split('\n', 1)[0] ?? '').includes('metric_id');
}

async function* readWeekly(source: TaxonomySource, file: string, findings: Findings): AsyncGenerator<LongValue> {
  for await (const row of readAeiWeekly(source, file, findings)) {
    const value = weeklyValue(row);
    const { start, end, line } = row;
    if (value) yield { platform: platformOf(row.product), start, end, layout: 'weekly', file, line, value };
  }
}

/** The monthly layout tells the platform in the file's name alone: `aei_claude_ai_2026-06-26.csv`. */
async function* readMonthly(source: TaxonomySource, file: string, findings: Findings): AsyncGenerator<LongValue> {
  const platform = platformOf(file.replace(/^aei_|(_\d{4}-\d{2}(-\d{2})?)?\.csv$/g, ''));
  for await (const row of readAeiMonthly(source, file, findings)) {
    const value = monthlyValue(row);
    const { start, end, line } = row;
    if (value) yield { platform, start, end, layout: 'monthly', file, line, value };
  }
}

/** `Claude AI (Free and Pro)` as `claude-ai-free-pro`: one word for a product, however it is written. */
function platformOf(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.filter((word) => word !== 'and').join('-');
}

/** A number that is there twice, in two files or under two names, could be either. */
function refuseTwice(values: readonly LongValue[], findings: Findings): void {
  const seen = new Map<string, LongValue>();
  for (const one of values) {
    const { facet, level, geography, key, key2, variable } = one.value;
    const id = [one.platform, one.start, one.end, facet, level, geography, key, key2, variable].join('|');
    const first = seen.get(id);
    if (first) findings.fail(one.file, one.line, `the number of ${first.file}:${first.line} is there again`, 'value');
    else seen.set(id, one);
  }
}

function toSnapshot(name: string, period: readonly LongValue[], oneOfSeveral: boolean): ExternalSnapshot {
  const [first] = period;
  const start = first?.start ?? null;
  return {
    name: oneOfSeveral && start !== null ? `${name}/${start}` : name,
    dateStart: start,
    dateEnd: first?.end ?? null,
    method: methodOf(period),
    values: period.map(({ value }) => value),
  };
}

function methodOf(period: readonly LongValue[]): ExternalMethod {
  const platform = period[0]?.platform ?? '';
  const shared = { publisher: PUBLISHER, platform, floor: FLOOR };
  const outcomes = ['with_task', 'none', 'not_classified'];
  if (period[0]?.layout === 'monthly')
    return { ...shared, outcomes, taxonomy: 'onet-30.0', tasksBy: 'task_id', counts: 'none' };
  const counts = period.filter(({ value }) => value.facet === 'task' && value.variable === 'count');
  // Counts that were scaled to a round number are no counts: an interval from them would be made up.
  const counted = counts.length > 0 && counts.every(({ value }) => Number.isInteger(value.value));
  return { ...shared, outcomes, taxonomy: 'onet-20.1', counts: counted ? 'published' : 'none' };
}
