import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { byMajorGroup, byOccupation, byTask, type Classification } from './classification.js';
import {
  type ExternalBase,
  type ExternalSnapshot,
  externalIncomparability,
  externalModes,
  externalUsage,
} from './external.js';
import { modeBase, modeShare } from './modes.js';
import { multinomialVariances } from './share-variance.js';
import { shares } from './shares.js';
import type { TaskUsage } from './task-usage.js';

/** The change of one share between two releases, as a fraction. Errors are null where only percentages are published. */
export interface ExternalDelta {
  readonly facet: 'group' | 'occupation' | 'task' | 'mode_class';
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly delta: number;
  /** Conversations and the two samples taken as independent: too small by what people's habits make. */
  readonly standardError: number | null;
}

/** Changes, or the reason why there are none, and tasks that only one release publishes. */
export interface ExternalComparison {
  readonly refusal: string | null;
  readonly recipe: readonly string[];
  readonly deltas: readonly ExternalDelta[];
  /** By release: tasks that it does not publish and the other does. Below its floor, not zero. */
  readonly belowFloor: ReadonlyMap<string, readonly string[]>;
}

/** Compares two releases on one declared recipe. */
export function compareExternal(
  from: ExternalSnapshot,
  to: ExternalSnapshot,
  taxonomy: Taxonomy,
  base: ExternalBase,
): ExternalComparison {
  const recipe = [
    `taxonomy: ${taxonomy.name}, joined on trimmed lower-case text`,
    'allocation: equal split among the occupations that hold a wording',
    `base: ${base === 'with_task' ? 'usage with a published task; none and not classified dropped' : 'the sample, none kept'}`,
  ];
  const refusal = externalIncomparability(from, to, base);
  if (refusal !== null) return { refusal, recipe, deltas: [], belowFloor: new Map() };
  const [a, b] = [externalUsage(from, taxonomy).usage, externalUsage(to, taxonomy).usage];
  const onlyTo = taxonomy.tasks.flatMap(({ code }, i) =>
    (b.counts[i] ?? 0) > 0 && !a.counts[i] ? [code as string] : [],
  );
  const onlyFrom = taxonomy.tasks.flatMap(({ code }, i) =>
    (a.counts[i] ?? 0) > 0 && !b.counts[i] ? [code as string] : [],
  );
  const missing = new Set([...onlyTo, ...onlyFrom]);
  const deltas = [
    ...shareDeltas('group', a, b, byMajorGroup(taxonomy, 'equal_split'), base),
    ...shareDeltas('occupation', a, b, byOccupation(taxonomy, 'equal_split'), base),
    ...shareDeltas('task', a, b, byTask(taxonomy), base).filter(({ key }) => !missing.has(key)),
    ...modeDeltas(from, to),
  ];
  return {
    refusal,
    recipe,
    deltas,
    belowFloor: new Map([
      [from.name, onlyTo],
      [to.name, onlyFrom],
    ]),
  };
}

/** Changes of the shares of a level; units that neither release uses are left out. */
function shareDeltas(
  facet: ExternalDelta['facet'],
  from: TaskUsage,
  to: TaskUsage,
  classification: Classification,
  base: ExternalBase,
): ExternalDelta[] {
  const counted = base === 'with_task' && [from, to].every(({ recipe }) => recipe.unit === 'conversations');
  const [before, after] = [from, to].map((usage) => ({
    values: shares(usage, classification, base).values,
    variances: counted ? multinomialVariances(usage, classification) : null,
  }));
  return classification.keys.flatMap((key, i) => {
    const [a, b] = [before?.values[i] ?? 0, after?.values[i] ?? 0];
    if (a === 0 && b === 0) return [];
    const variance = (before?.variances?.[i] ?? 0) + (after?.variances?.[i] ?? 0);
    return [{ facet, key, from: a, to: b, delta: b - a, standardError: counted ? Math.sqrt(variance) : null }];
  });
}

/** Automation and augmentation on the five modes; nothing where a release tells no modes. */
function modeDeltas(from: ExternalSnapshot, to: ExternalSnapshot): ExternalDelta[] {
  const [a, b] = [externalModes(from), externalModes(to)];
  const [n, m] = [modeBase(a, 'five_modes'), modeBase(b, 'five_modes')];
  if (n === 0 || m === 0) return [];
  const counted = from.method.counts !== 'none' && to.method.counts !== 'none';
  return (['automation', 'augmentation'] as const).map((key) => {
    const [p, q] = [modeShare(a, key, 'five_modes'), modeShare(b, key, 'five_modes')];
    const standardError = counted ? Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m) : null;
    return { facet: 'mode_class', key, from: p, to: q, delta: q - p, standardError };
  });
}
