import type { Allocation } from '../measures/classification.js';
import { byMajorGroup } from '../measures/classification.js';
import { type Depth, type DepthOptions, depth, heldTasks, PUBLISHED_DEPTH, usedParts } from '../measures/depth.js';
import { type ModeBase, type ModeCounts, modeShare } from '../measures/modes.js';
import { rational } from '../measures/rational.js';
import { type ShareBase, shares } from '../measures/shares.js';
import { joinUsage, type Recipe, type TaskRow, type TaskUsage } from '../measures/task-usage.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { Figures } from './reproduction.js';

/** How task names are joined to a taxonomy's wordings. */
export type Join = 'trimmed_lower_case' | 'exact_text';

/** Least conversations with which the first two releases list a task. */
export const AEI_FLOOR = 15;

/** Usage of a release on a taxonomy. */
export function aeiUsage(
  rows: readonly TaskRow[],
  taxonomy: Taxonomy,
  recipe: Pick<Recipe, 'source' | 'unit'>,
  join: Join = 'trimmed_lower_case',
): TaskUsage {
  const normalise = (text: string) => (join === 'exact_text' ? text : text.trim().toLowerCase());
  const normalised = rows.map(({ task, count }) => ({ task: normalise(task), count }));
  const rest = { taxonomy: taxonomy.name, join, floor: AEI_FLOOR };
  return joinUsage(normalised, taxonomy, ({ text }) => normalise(text), { ...recipe, ...rest }).usage;
}

/** Shares of major groups in percent, `group.15-0000`. */
export function groupFigures(
  usage: TaskUsage,
  taxonomy: Taxonomy,
  allocation: Allocation = 'equal_split',
  base: ShareBase = 'with_task',
): Figures {
  const { keys, values } = shares(usage, byMajorGroup(taxonomy, allocation), base);
  return Object.fromEntries(keys.map((key, i) => [`group.${key}`, 100 * (values[i] ?? 0)]));
}

const THRESHOLDS = [10, 25, 50, 75];

/** Depth in percent of occupations, `depth.25pct`. */
export function depthFigures(usage: TaskUsage, taxonomy: Taxonomy, options: DepthOptions = PUBLISHED_DEPTH): Figures {
  const parts = usedParts(usage, heldTasks(taxonomy, options.statements), options);
  const at = (percent: number): Depth => depth(parts, rational(percent, 100), options.bound);
  return Object.fromEntries(THRESHOLDS.map((percent) => [`depth.${percent}pct`, 100 * at(percent).value]));
}

/** Automation and augmentation in percent, `automation.five_modes`. */
export function modeFigures(modes: ModeCounts): Figures {
  const at = (modeClass: 'automation' | 'augmentation', base: ModeBase) => 100 * modeShare(modes, modeClass, base);
  return {
    'automation.five_modes': at('automation', 'five_modes'),
    'augmentation.five_modes': at('augmentation', 'five_modes'),
    'augmentation.five_modes.printed': at('augmentation', 'five_modes'),
    'automation.all': at('automation', 'all'),
    'augmentation.all': at('augmentation', 'all'),
  };
}

/** The same figures under names that say that they come from counts. */
export function fromCounts(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([id, value]) => [`${id}.from_counts`, value]));
}
