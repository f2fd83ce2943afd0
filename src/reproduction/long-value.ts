import type { AeiMonthlyRow } from '../external/aei-monthly.js';
import type { AeiWeeklyRow } from '../external/aei-weekly.js';
import type { ExternalValue } from '../measures/external.js';

// What the long layouts print, in our words. What is no measure of usage (costs, hours, ratings) has none and is left out.

const WEEKLY_FACETS: Readonly<Record<string, string>> = {
  onet_task: 'task',
  collaboration: 'mode',
  'onet_task::collaboration': 'task_mode',
};
/** Facets of the weekly layout that are levels of geography; US states got their own in September 2025. */
const WEEKLY_PLACES: readonly string[] = ['country', 'state_us', 'country-state'];

/** A number of the weekly layout: usage of a place, or a count or percentage of the facet itself. Null for all others. */
export function weeklyValue(row: AeiWeeklyRow): ExternalValue | null {
  const { facet, level, cluster, category, geography, value } = row;
  const [, base, statistic] = /^(.*)_(count|pct)$/.exec(row.variable) ?? [];
  if (statistic === undefined) return null;
  const variable = statistic === 'pct' ? 'percent' : 'count';
  if (WEEKLY_PLACES.includes(facet))
    return base === 'usage' && cluster === null ? placeValue(geography, variable, value) : null;
  if (base !== facet.replace('::', '_')) return null;
  const ours = WEEKLY_FACETS[facet];
  const [key, key2] = [cluster ?? '', category ?? ''];
  return { facet: ours ?? facet, level: ours ?? String(level), geography: geography.id, key, key2, variable, value };
}

const MONTHLY_LEVELS: Readonly<Partial<Record<AeiMonthlyRow['category'], readonly string[]>>> = {
  onet: ['task', 'dwa', 'iwa', 'gwa'],
  soc_occupation: ['occupation', 'major_group'],
};

/**
 * A number of the monthly layout: usage of a place, the share of a node, or of a mode in everything or in a task. Nodes go by
 * their own code, those without one by name.
 */
export function monthlyValue(row: AeiMonthlyRow): ExternalValue | null {
  const { category, level, metric, geography, node, externalId, value } = row;
  const at = { geography: geography.id, key2: '', variable: 'percent', value } as const;
  const mode = modeOf(metric);
  if (category === 'overall') {
    if (metric === 'usage_pct') return placeValue(geography, 'percent', value);
    return mode === null ? null : { ...at, facet: 'mode', level: 'mode', key: mode };
  }
  const facet = MONTHLY_LEVELS[category]?.[level];
  if (facet === undefined) return null;
  const key = facet === 'major_group' ? majorGroup(externalId ?? node) : (externalId ?? node);
  if (metric === 'pct') return { ...at, facet, level: facet, key };
  return mode !== null && facet === 'task' ? { ...at, facet: 'task_mode', level: 'task_mode', key, key2: mode } : null;
}

/** Everywhere is no place: its share of itself says nothing. */
function placeValue(
  { level, id }: AeiWeeklyRow['geography'],
  variable: ExternalValue['variable'],
  value: number,
): ExternalValue | null {
  return level === 'global' ? null : { facet: 'place', level, geography: 'GLOBAL', key: id, key2: '', variable, value };
}

function modeOf(metric: string): string | null {
  const mode = /^collaboration_(.+)_pct$/.exec(metric)?.[1] ?? null;
  return mode?.startsWith('bucket_') ? null : mode;
}

/** `15` is printed for `15-0000`. */
function majorGroup(code: string): string {
  return /^\d\d$/.test(code) ? `${code}-0000` : code;
}
