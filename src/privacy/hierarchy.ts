import { groupBy } from '../grouping.js';
import { AUGMENTATION, AUTOMATION, MODES, USE_CASES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import type { Counts, Place } from '../measures/tally.js';
import { globalPlace, MODE_CLASSES } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** A total that is the sum of its parts, as a reader of a release can add them up. */
export interface Relation {
  readonly parent: string;
  readonly children: readonly string[];
  /** Whether each part tells the total, because it is told as a share of it: then it is withheld along with the total. */
  readonly tellsParent: boolean;
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
      base(
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
    relation(modeClass('automation'), AUTOMATION.map(modePlace)),
    relation(modeClass('augmentation'), AUGMENTATION.map(modePlace)),
    // Each class tells the five modes together, and these are all but the mode none.
    base(modePlace('none'), MODE_CLASSES.map(modeClass)),
    ...withTaskRelations(taxonomy),
    // What is left of the sample is known: that nearly all of it has a task is no secret, how the rest divides may be.
    base(outcome('with_task'), [outcome('none'), outcome('not_classified')]),
  ].filter(({ children }) => children.length > 0);
}

/** All that divides the conversations with a task, and is told as a share of them. */
function withTaskRelations(taxonomy: Taxonomy): Relation[] {
  return [
    taxonomy.majorGroups.map(({ code }) => majorGroup(code)),
    taxonomy.occupations.map(({ code }) => occupation(code)),
    taxonomy.tasks.map(({ code }) => place('task', code)),
    MODES.map(modePlace),
    [...MODE_CLASSES.map(modeClass), modePlace('none')],
    USE_CASES.map((useCase) => globalPlace('use_case', 'use_case', useCase)),
  ].map((parts) => base(outcome('with_task'), parts));
}

function relation(parent: Place, children: readonly Place[]): Relation {
  return { parent: placeId(parent), children: children.map(placeId), tellsParent: false };
}

function base(parent: Place, children: readonly Place[]): Relation {
  return { ...relation(parent, children), tellsParent: true };
}

const place = (facet: 'task', key: string) => globalPlace(facet, 'task', key);
const taskMode = (task: string, mode: string) => globalPlace('task_mode', 'task', task, mode);
const modePlace = (mode: string) => globalPlace('mode', 'mode', mode);
const modeClass = (key: string) => globalPlace('mode', 'mode_class', key);
const outcome = (key: string) => globalPlace('outcome', 'outcome', key);
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
