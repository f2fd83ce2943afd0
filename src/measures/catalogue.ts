import type { Measure } from './cell.js';
import type { Facet, Level } from './tally.js';

/** The measures of a facet and level, in the order in which they are explained. */
export interface CatalogueEntry {
  readonly facet: Facet;
  readonly level: Level;
  readonly measures: readonly Measure[];
}

const REACH: Measure = { measure: 'reach', base: 'accounts' };
const WITH_TASK: Measure = { measure: 'share', base: 'with_task' };

/** Which numbers a release has. The base stands in the name of the measure. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  { facet: 'outcome', level: 'outcome', measures: [{ measure: 'share', base: 'sample' }] },
  { facet: 'task', level: 'task', measures: [WITH_TASK, REACH] },
  { facet: 'occupation', level: 'occupation', measures: [WITH_TASK, REACH] },
  { facet: 'occupation', level: 'major_group', measures: [WITH_TASK, REACH] },
  { facet: 'mode', level: 'mode', measures: [WITH_TASK, REACH] },
  { facet: 'mode', level: 'mode_class', measures: [{ measure: 'share', base: 'five_modes' }] },
  { facet: 'use_case', level: 'use_case', measures: [WITH_TASK, REACH] },
  { facet: 'task_mode', level: 'task', measures: [{ measure: 'share', base: 'task' }] },
];

/** The measures of one facet and level. */
export function measuresOf(facet: Facet, level: Level): readonly Measure[] {
  return CATALOGUE.find((entry) => entry.facet === facet && entry.level === level)?.measures ?? [];
}
