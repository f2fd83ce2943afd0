import { groupBy } from '../grouping.js';
import { AUGMENTATION, AUTOMATION, MODES, USE_CASES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import type { Counts, Place } from '../measures/tally.js';
import { globalPlace, MODE_CLASSES, OUTCOMES } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/**
 * A total that is the sum of its parts, as a reader of a release can add them up. `parent` is null for a total that is
 * known whatever is withheld: every share tells its base.
 */
export interface Relation {
  readonly parent: string | null;
  readonly children: readonly string[];
}

/** All sums among the places of a release, from the leaves up. Children are the whole universe, counted or not. */
export function relationsOf(counts: Counts, taxonomy: Taxonomy): Relation[] {
  const tasks = taxonomy.tasks.map(({ code }) => code);
  const occupations = taxonomy.occupations;
  const byGroup = groupBy(occupations, ({ majorGroup }) => majorGroup);
  const held = tasksByOccupation(taxonomy);
  const countedTasks = [
    ...new Set(counts.tallies.filter((tally) => tally.facet === 'task_mode').map((tally) => tally.key)),
  ];
  return [
    ...countedTasks.map((task) =>
      relation(
        place('task', task),
        MODES.map((mode) => taskMode(task, mode)),
      ),
    ),
    ...MODES.map((mode) =>
      relation(
        modePlace(mode),
        tasks.map((task) => taskMode(task, mode)),
      ),
    ),
    ...occupations.map(({ code }) =>
      relation(
        occupation(code),
        (held.get(code) ?? []).map((task) => place('task', task)),
      ),
    ),
    ...[...byGroup].map(([group, members]) =>
      relation(
        majorGroup(group),
        members.map(({ code }) => occupation(code)),
      ),
    ),
    relation(
      null,
      taxonomy.majorGroups.map(({ code }) => majorGroup(code)),
    ),
    relation(
      null,
      tasks.map((task) => place('task', task)),
    ),
    relation(modeClass('automation'), AUTOMATION.map(modePlace)),
    relation(modeClass('augmentation'), AUGMENTATION.map(modePlace)),
    relation(null, [...MODE_CLASSES.map(modeClass), modePlace('none')]),
    relation(null, MODES.map(modePlace)),
    relation(
      null,
      USE_CASES.map((useCase) => globalPlace('use_case', 'use_case', useCase)),
    ),
    relation(
      null,
      OUTCOMES.map((outcome) => globalPlace('outcome', 'outcome', outcome)),
    ),
  ].filter(({ children }) => children.length > 0);
}

function relation(parent: Place | null, children: readonly Place[]): Relation {
  return { parent: parent && placeId(parent), children: children.map(placeId) };
}

const place = (facet: 'task', key: string) => globalPlace(facet, 'task', key);
const taskMode = (task: string, mode: string) => globalPlace('task_mode', 'task', task, mode);
const modePlace = (mode: string) => globalPlace('mode', 'mode', mode);
const modeClass = (key: string) => globalPlace('mode', 'mode_class', key);
const occupation = (code: string) => globalPlace('occupation', 'occupation', code);
const majorGroup = (code: string) => globalPlace('occupation', 'major_group', code);

/** The task wordings that each occupation holds, by code. */
export function tasksByOccupation(taxonomy: Taxonomy): ReadonlyMap<string, readonly string[]> {
  const pairs = taxonomy.tasks.flatMap(({ code, holders }) =>
    holders.map(({ occupation: holder }) => ({ holder, code })),
  );
  const held = groupBy(pairs, ({ holder }) => holder);
  return new Map([...held].map(([holder, list]) => [holder, [...new Set(list.map(({ code }) => code))]]));
}
