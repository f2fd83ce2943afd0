import { groupBy } from '../grouping.js';
import type { Cell, CellKey, Estimate, Quality } from '../measures/cell.js';
import type { Facet, Level } from '../measures/tally.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { ReleaseContent } from './content.js';
import { plainName } from './format.js';

/** A published number with its title. */
export interface Shown {
  readonly key: CellKey;
  readonly title: string;
  readonly n: number;
  readonly accounts: number;
  readonly estimate: Estimate;
  readonly quality: Quality;
}

/** Titles of keys: cells themselves hold codes only. */
export interface Titles {
  /** The title of a cell's first key. */
  of(key: Pick<CellKey, 'facet' | 'level' | 'key'>): string;
}

/** Titles from a taxonomy, and plain names of modes and use cases. */
export function createTitles(taxonomy: Taxonomy): Titles {
  const tasks = new Map<string, string>(taxonomy.tasks.map(({ code, text }) => [code, text]));
  const occupations = new Map<string, string>(taxonomy.occupations.map(({ code, title }) => [code, title]));
  const groups = new Map<string, string>(
    taxonomy.majorGroups.map(({ code, title }) => [code, title.replace(/ Occupations$/, '')]),
  );
  return {
    of: ({ facet, key }) => {
      if (facet === 'task' || facet === 'task_mode') return tasks.get(key) ?? key;
      if (facet === 'occupation') return occupations.get(key) ?? groups.get(key) ?? key;
      return plainName(key);
    },
  };
}

/** The published shares of a facet and level, largest first. */
export function shownShares(content: ReleaseContent, facet: Facet, level: Level): Shown[] {
  const titles = createTitles(content.taxonomy);
  return content.cells
    .filter(({ key }) => key.measure === 'share' && key.facet === facet && key.level === level)
    .flatMap((cell) => show(cell, titles))
    .sort((a, b) => b.estimate.value - a.estimate.value || (a.key.key < b.key.key ? -1 : 1));
}

function show({ key, n, accounts, estimate, quality }: Cell, titles: Titles): Shown[] {
  return estimate && quality ? [{ key, n, accounts, estimate, quality, title: titles.of(key) }] : [];
}

export interface ShownOccupation extends Shown {
  readonly tasks: readonly Shown[];
}

export interface ShownGroup extends Shown {
  readonly occupations: readonly ShownOccupation[];
}

/** The largest groups, each with its largest occupations and their largest tasks: what is published of them. */
export function topGroups(content: ReleaseContent, groups: number, occupations: number, tasks: number): ShownGroup[] {
  const { taxonomy } = content;
  const groupOf = new Map<string, string>(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  const holders = new Map<string, readonly string[]>(
    taxonomy.tasks.map((task) => [task.code, task.holders.map(({ occupation }) => occupation)]),
  );
  const byGroup = groupBy(shownShares(content, 'occupation', 'occupation'), ({ key }) => groupOf.get(key.key) ?? '');
  const byOccupation = groupBy(
    shownShares(content, 'task', 'task').flatMap((task) =>
      (holders.get(task.key.key) ?? []).map((holder) => ({ holder, task })),
    ),
    ({ holder }) => holder,
  );
  return shownShares(content, 'occupation', 'major_group')
    .slice(0, groups)
    .map((group) => ({
      ...group,
      occupations: (byGroup.get(group.key.key) ?? []).slice(0, occupations).map((occupation) => ({
        ...occupation,
        tasks: (byOccupation.get(occupation.key.key) ?? []).slice(0, tasks).map(({ task }) => task),
      })),
    }));
}

/** How many published shares have each quality. */
export function qualityCounts(content: ReleaseContent): Readonly<Record<Quality, number>> {
  const counts = { ok: 0, review: 0, unreliable: 0 };
  for (const { quality, key } of content.cells) if (quality && key.measure === 'share') counts[quality] += 1;
  return counts;
}
