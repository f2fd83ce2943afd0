import fc from 'fast-check';
import { joinUsage, type Recipe, type TaskRow, type TaskUsage } from '../../src/measures/task-usage.js';
import type { Occupation, Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { taxonomyOf } from '../support/counts.js';

export const RECIPE: Recipe = { source: 'test', taxonomy: 'test-1', unit: 'conversations', join: 'code', floor: 1 };

/** Usage from counts by task code; `none` is none. */
export function usageOf(
  taxonomy: Taxonomy,
  counts: Readonly<Record<string, number>>,
  recipe: Partial<Recipe> = {},
): TaskUsage {
  const rows = Object.entries(counts).map(([task, count]) => ({ task, count }));
  return joinUsage(rows, taxonomy, ({ code }) => code, { ...RECIPE, ...recipe }).usage;
}

/** The taxonomy with what else is known of its occupations. */
export function withFacts(taxonomy: Taxonomy, facts: Readonly<Record<string, Partial<Occupation>>>): Taxonomy {
  return { ...taxonomy, occupations: taxonomy.occupations.map((one) => ({ ...one, ...facts[one.code] })) };
}

const CODES = ['11-1011.00', '11-1021.00', '13-2011.00', '15-1251.00', '15-1252.00', '27-3041.00'];

/** Taxonomies of up to twelve tasks, each held by one or more of six occupations in four groups. */
export const taxonomies: fc.Arbitrary<Taxonomy> = fc
  .array(fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map((holders) => taxonomyOf(Object.fromEntries(holders.map((list, i) => [`t${i}`, list]))));

/** A taxonomy with rows of usage, at least one of them of its first task. */
export const usedTaxonomies: fc.Arbitrary<{ taxonomy: Taxonomy; rows: TaskRow[] }> = taxonomies.chain((taxonomy) =>
  fc
    .array(
      fc.record({
        task: fc.constantFrom('none', ...taxonomy.tasks.map(({ code }) => code)),
        count: fc.integer({ min: 0, max: 500 }),
      }),
      { maxLength: 30 },
    )
    .map((rows) => ({ taxonomy, rows: [{ task: 't0', count: 1 }, ...rows] })),
);
