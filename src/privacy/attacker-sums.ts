import { groupBy } from '../grouping.js';
import { AUGMENTATION, AUTOMATION, MODES, USE_CASES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import { globalPlace, MODE_CLASSES, OUTCOMES } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** The name of a number that a reader may look for: a place's whole count, its shared-out count, or a base. */
export type Quantity = string;

/** Marks the shared-out count of a place. */
export const SHARED = 'shared:';

/** A sum that is zero: coefficients by quantity. */
export type Sum = ReadonlyMap<Quantity, number>;

const WITH_TASK = placeId(globalPlace('outcome', 'outcome', 'with_task'));
const task = (code: string) => placeId(globalPlace('task', 'task', code));
const taskMode = (code: string, mode: string) => placeId(globalPlace('task_mode', 'task', code, mode));
const mode = (key: string) => placeId(globalPlace('mode', 'mode', key));
const modeClass = (key: string) => placeId(globalPlace('mode', 'mode_class', key));
const useCase = (key: string) => placeId(globalPlace('use_case', 'use_case', key));
const outcome = (key: string) => placeId(globalPlace('outcome', 'outcome', key));

/** All sums that hold among the numbers of any release of a taxonomy. */
export function releaseSums(taxonomy: Taxonomy): Sum[] {
  const codes = taxonomy.tasks.map(({ code }) => code);
  return [
    ...codes.map((code) =>
      whole(
        task(code),
        MODES.map((m) => taskMode(code, m)),
      ),
    ),
    ...MODES.map((m) =>
      whole(
        mode(m),
        codes.map((code) => taskMode(code, m)),
      ),
    ),
    whole(modeClass('automation'), AUTOMATION.map(mode)),
    whole(modeClass('augmentation'), AUGMENTATION.map(mode)),
    whole('five_modes', MODE_CLASSES.map(modeClass)),
    whole(WITH_TASK, MODES.map(mode)),
    whole(WITH_TASK, USE_CASES.map(useCase)),
    whole(WITH_TASK, codes.map(task)),
    whole('sample', OUTCOMES.map(outcome)),
    ...holderSums(taxonomy),
    ...groupSums(taxonomy),
  ];
}

function whole(total: Quantity, parts: readonly Quantity[]): Sum {
  return new Map([[total, -1], ...parts.map((part) => [part, 1] as const)]);
}

/** A task's part in an occupation or group: of `holders` occupations, `parts` belong to it. */
interface Part {
  readonly place: Quantity;
  readonly code: string;
  readonly parts: number;
  readonly holders: number;
}

function partsOf(taxonomy: Taxonomy): Part[] {
  const groupOf = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  return taxonomy.tasks.flatMap(({ code, holders }) => {
    const occupations = [...new Set(holders.map(({ occupation }) => occupation))];
    const groups = groupBy(occupations, (occupation) => groupOf.get(occupation) ?? '');
    const part = (level: 'occupation' | 'major_group', key: string, parts: number) => ({
      place: placeId(globalPlace('occupation', level, key)),
      code,
      parts,
      holders: occupations.length,
    });
    return [
      ...occupations.map((key) => part('occupation', key, 1)),
      ...[...groups].map(([key, members]) => part('major_group', key, members.length)),
    ];
  });
}

/** An occupation or group has two counts, of whole conversations and of shared-out ones. */
function holderSums(taxonomy: Taxonomy): Sum[] {
  return [...groupBy(partsOf(taxonomy), ({ place }) => place)].flatMap(([place, parts]) => [
    whole(
      place,
      parts.map(({ code }) => task(code)),
    ),
    new Map([[SHARED + place, -1], ...parts.map(({ code, parts: k, holders }) => [task(code), k / holders] as const)]),
  ]);
}

function groupSums(taxonomy: Taxonomy): Sum[] {
  const held = new Set(partsOf(taxonomy).map(({ place }) => place));
  const shared = (level: 'occupation' | 'major_group', code: string) => placeId(globalPlace('occupation', level, code));
  const occupations = taxonomy.occupations.filter(({ code }) => held.has(shared('occupation', code)));
  const groups = [...groupBy(occupations, ({ majorGroup }) => majorGroup)];
  return [
    ...groups.map(([group, members]) =>
      whole(
        SHARED + shared('major_group', group),
        members.map(({ code }) => SHARED + shared('occupation', code)),
      ),
    ),
    whole(
      WITH_TASK,
      groups.map(([group]) => SHARED + shared('major_group', group)),
    ),
  ];
}

/** Into how many parts of a conversation an occupation or group counts: a common multiple of its tasks' holders. */
export function sharingUnits(taxonomy: Taxonomy): ReadonlyMap<Quantity, number> {
  const units = new Map<Quantity, number>();
  for (const { place, holders } of partsOf(taxonomy)) units.set(place, commonMultiple(units.get(place) ?? 1, holders));
  return units;
}

function commonMultiple(a: number, b: number): number {
  return (a / divisor(a, b)) * b;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** What may be found: every quantity that stands for a place, whole counts before shared-out ones. */
export function quantities(taxonomy: Taxonomy): { readonly name: Quantity; readonly place: string }[] {
  const names = new Set(releaseSums(taxonomy).flatMap((sum) => [...sum.keys()]));
  const places = [...names].filter((name) => name.includes('|') && !name.startsWith(SHARED));
  const shared = [...names].filter((name) => name.startsWith(SHARED));
  return [
    ...places.map((name) => ({ name, place: name })),
    ...shared.map((name) => ({ name, place: name.slice(SHARED.length) })),
  ];
}
