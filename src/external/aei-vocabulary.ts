import type { Row } from '../taxonomy/row.js';

// What the documentation of the releases names. A release may name more: that is reported once and read all the same.

const NUMERIC = ['human_only_time', 'human_with_ai_time', 'ai_autonomy', 'human_education_years', 'ai_education_years'];
const CATEGORICAL = ['collaboration', 'multitasking', 'human_only_ability', 'use_case', 'task_success'];
const INDEXED = ['cost', 'prompt_tokens', 'completion_tokens'];
const BASES = ['onet_task', 'request'];

/** Facets of the weekly layout; `a::b` is the intersection of two. */
export const FACETS: ReadonlySet<string> = new Set([
  ...['country', 'state_us', 'country-state', 'soc_occupation', 'collaboration_automation_augmentation'],
  ...BASES,
  ...NUMERIC,
  ...CATEGORICAL,
  ...BASES.flatMap((base) => [...CATEGORICAL, ...NUMERIC, ...INDEXED].map((facet) => `${base}::${facet}`)),
]);

const VARIABLES = new Set([
  ...['usage_count', 'usage_pct', 'usage_per_capita', 'usage_per_capita_index', 'usage_tier', 'working_age_pop'],
  ...['gdp_per_working_age_capita', 'automation_pct', 'augmentation_pct', 'soc_pct'],
]);
const STATISTIC = /_(count|pct|pct_index|index|(mean|median)(_ci_(lower|upper))?|stdev|histogram_(count|pct))$/;

/** Whether `variable` is one that `facet` is documented to have: its name with `_` for `::`, and a statistic. */
export function isKnownVariable(facet: string, variable: string): boolean {
  if (VARIABLES.has(variable)) return true;
  const base = variable.replace(STATISTIC, '');
  return base !== variable && (facet.replace('::', '_') === base || facet.split('::').includes(base));
}

const METRICS = new Set([
  ...['usage_pct', 'usage_per_capita_index', 'pct', 'multitasking_pct', 'human_only_ability_pct'],
  ...NUMERIC.map((facet) => `${facet}_mean`),
  ...['work', 'personal', 'coursework'].map((useCase) => `use_case_${useCase}_pct`),
  ...['automation', 'augmentation'].map((bucket) => `collaboration_bucket_${bucket}_pct`),
  ...['directive', 'feedback_loop', 'task_iteration', 'learning', 'validation', 'none'].map(
    (mode) => `collaboration_${mode}_pct`,
  ),
]);

/** Whether the monthly layout is documented to have this metric. */
export function isKnownMetric(metric: string): boolean {
  return METRICS.has(metric) || /^artifact_[a-z_]+_pct$/.test(metric);
}

/** Reports what is not in the vocabulary, each name once. */
export class Unknowns {
  private readonly named = new Set<string>();

  report(row: Row, field: string, name: string): void {
    if (this.named.has(`${field} ${name}`)) return;
    this.named.add(`${field} ${name}`);
    row.warn(field, `"${name}" is not documented; read, and not named again`);
  }
}

/** What a value of this name may be: percentages to 100 (and what rounding adds), counts and indices not negative. */
export function rangeOf(name: string): { readonly min?: number; readonly max?: number } {
  if (/(^|_)pct$/.test(name)) return { min: 0, max: 100.001 };
  return /_(count|index|tier|stdev|per_capita|mean|median)$/.test(name) ? { min: 0 } : {};
}
