import { AUGMENTATION, AUTOMATION, MODES, type Mode, USE_CASES } from '../label/labeller.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Count, countFacet, deal } from './count-facet.js';
import type { LabelledSample } from './labelled-sample.js';
import type { Tally } from './tally.js';
import { MODE_CLASSES, OUTCOMES } from './universe.js';

const NOWHERE: readonly number[] = [];

/**
 * Counts a labelled sample at every place: under all strata and cohorts, and by stratum where there are several, and by
 * cohort where a facet asks for it. Sorted by place, stratum and cohort. Nothing is sorted to be counted: conversations are
 * put in the order of their accounts once, and dealt from there to the keys of a facet, where an account is a run.
 */
export function countTallies(sample: LabelledSample, taxonomy: Taxonomy): Tally[] {
  const byAccount = deal(sample.account, sample.accounts.length);
  return counts(sample, taxonomy)
    .flatMap((count) => countFacet({ sample, byAccount }, count))
    .sort(inOrder);
}

function inOrder(a: Tally, b: Tally): number {
  return (
    order(a.facet, b.facet) ||
    order(a.level, b.level) ||
    order(a.key, b.key) ||
    order(a.key2, b.key2) ||
    a.stratum - b.stratum ||
    order(a.cohort, b.cohort)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Modes and use cases are told of conversations with a task: one population for all shares. */
function counts(sample: LabelledSample, taxonomy: Taxonomy): Count[] {
  const { outcome, task, mode, useCase } = sample;
  const withTask = (keysOf: (conversation: number) => readonly number[]) => (conversation: number) =>
    outcome[conversation] === 0 ? keysOf(conversation) : NOWHERE;
  const tasks = taxonomy.tasks.map(({ code }) => code);
  const holders = holdersOf(taxonomy);
  const occupations = taxonomy.occupations.map(({ code }) => code);
  const groups = taxonomy.majorGroups.map(({ code }) => code);
  const taskModes = taxonomy.tasks.flatMap(({ code }) => MODES.map((name) => ({ key: code, key2: name })));
  const one = singles(Math.max(taskModes.length, USE_CASES.length));
  const at = (key: number) => one[key] ?? NOWHERE;
  const classes: readonly (readonly Mode[])[] = [AUTOMATION, AUGMENTATION];
  const classOf = MODES.map((name) => at(classes.findIndex((members) => members.includes(name))));
  return [
    { facet: 'outcome', level: 'outcome', keys: named(OUTCOMES), keysOf: (i) => at(outcome[i] ?? -1), byCohort: true },
    { facet: 'task', level: 'task', keys: named(tasks), keysOf: withTask((i) => at(task[i] ?? -1)), byCohort: false },
    {
      facet: 'occupation',
      level: 'occupation',
      keys: named(occupations),
      keysOf: withTask((i) => holders.occupations[task[i] ?? -1] ?? NOWHERE),
      byCohort: false,
    },
    {
      facet: 'occupation',
      level: 'major_group',
      keys: named(groups),
      keysOf: withTask((i) => holders.groups[task[i] ?? -1] ?? NOWHERE),
      byCohort: true,
    },
    { facet: 'mode', level: 'mode', keys: named(MODES), keysOf: withTask((i) => at(mode[i] ?? -1)), byCohort: true },
    {
      facet: 'mode',
      level: 'mode_class',
      keys: named(MODE_CLASSES),
      keysOf: withTask((i) => classOf[mode[i] ?? 0] ?? NOWHERE),
      byCohort: true,
    },
    {
      facet: 'use_case',
      level: 'use_case',
      keys: named(USE_CASES),
      keysOf: withTask((i) => at(useCase[i] ?? -1)),
      byCohort: false,
    },
    {
      facet: 'task_mode',
      level: 'task',
      keys: taskModes,
      keysOf: withTask((i) => at((task[i] ?? -1) * MODES.length + (mode[i] ?? 0))),
      byCohort: false,
    },
  ];
}

function named(names: readonly string[]) {
  return names.map((key) => ({ key, key2: '' }));
}

function singles(length: number): readonly (readonly number[])[] {
  return Array.from({ length }, (_, key) => [key]);
}

/** The occupations and the major groups that hold each task, each once, by their places in the taxonomy. */
function holdersOf({ tasks, occupations, majorGroups }: Taxonomy) {
  const groupAt = new Map(majorGroups.map(({ code }, place) => [code, place]));
  const placeOf = new Map(
    occupations.map(({ code, majorGroup }, place) => [code, { place, group: groupAt.get(majorGroup) ?? -1 }]),
  );
  const held = tasks.map(({ holders }) => holders.map(({ occupation }) => placeOf.get(occupation)));
  const distinct = (places: readonly (number | undefined)[]) => [...new Set(places)].filter((one) => one !== undefined);
  return {
    occupations: held.map((places) => distinct(places.map((at) => at?.place))),
    groups: held.map((places) => distinct(places.map((at) => at?.group))),
  };
}
