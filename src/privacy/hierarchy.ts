import { groupBy } from '../grouping.js';
import { AUGMENTATION, AUTOMATION, MODES, USE_CASES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import type { Counts, Place } from '../measures/tally.js';
import { globalPlace, MODE_CLASSES } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { taskId, taskModeId } from './audit-sums.js';

/** A total that is the sum of its parts, as a reader of a release can add them up. */
export interface Relation {
  readonly parent: string;
  readonly children: readonly string[];
  /** How many further parts there are, of which nothing was counted. */
  readonly empty: number;
  /** Whether each part tells the total, because it is told as a share of it: then it is withheld along with the total. */
  readonly tellsParent: boolean;
}

/**
 * All sums among the places of a release, from the leaves up. The universe of tasks is wide and nearly empty, so tasks that
 * were not counted are not listed.
 */
export function relationsOf(counts: Counts, taxonomy: Taxonomy): Relation[] {
  const counted = new Set(counts.tallies.filter(({ facet }) => facet === 'task').map(({ key }) => key));
  const byGroup = groupBy(taxonomy.occupations, ({ majorGroup }) => majorGroup);
  const overTasks = (parent: Place, tasks: readonly string[], part: (task: string) => string, tellsParent = false) => {
    const children = tasks.filter((task) => counted.has(task)).map(part);
    return { parent: placeId(parent), children, empty: tasks.length - children.length, tellsParent };
  };
  const tasks = taxonomy.tasks.map(({ code }) => code);
  return [
    ...[...counted].map((code) => ({
      parent: taskId(code),
      children: MODES.map((mode) => taskModeId(code, mode)),
      empty: 0,
      tellsParent: true,
    })),
    ...MODES.map((mode) => overTasks(modePlace(mode), tasks, (code) => taskModeId(code, mode))),
    ...[...tasksByOccupation(taxonomy)].map(([code, held]) => overTasks(occupation(code), held, taskId)),
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
    overTasks(outcome('with_task'), tasks, taskId, true),
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
    MODES.map(modePlace),
    [...MODE_CLASSES.map(modeClass), modePlace('none')],
    USE_CASES.map((useCase) => globalPlace('use_case', 'use_case', useCase)),
  ].map((parts) => base(outcome('with_task'), parts));
}

function relation(parent: Place, children: readonly Place[], tellsParent = false): Relation {
  return { parent: placeId(parent), children: children.map(placeId), empty: 0, tellsParent };
}

function base(parent: Place, children: readonly Place[]): Relation {
  return relation(parent, children, true);
}

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
