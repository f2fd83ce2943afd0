import type { DisclosureRules } from '../config.js';
import { groupBy } from '../grouping.js';
import { placeId } from '../measures/cell.js';
import { globalPlace } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { determinedUnknowns, type Equation, residue } from './linear.js';
import { floorsHold, type Totals } from './protection.js';
import type { Withheld } from './suppression.js';

/** A group of withheld tasks whose sum a reader can work out although it must not be known, and who tells it. */
export interface Exposure {
  readonly tasks: readonly string[];
  /** Published occupations that hold them, or groups where there is none. */
  readonly through: readonly string[];
}

/** What each published figure adds up, by task: the sums that a reader knows. */
interface Sum {
  readonly place: string | null;
  /** Coefficient of a task: 1, or the part that counts for a holder. */
  readonly coefficients: ReadonlyMap<string, number>;
}

/**
 * Looks for withheld task counts that the published ones determine. A shared task stands in two sums of an occupation, its
 * whole conversations (n) and its shared-out ones (share), and together these can tell what neither tells alone. Tasks
 * that stand in the same sums cannot be told apart, so they are one unknown; it is exposed where it is determined and
 * holds a single task or less than the floors.
 */
export function auditTasks(taxonomy: Taxonomy, withheld: Withheld, totals: Totals, rules: DisclosureRules): Exposure[] {
  const hidden = taxonomy.tasks.map(({ code }) => code).filter((code) => withheld.has(taskId(code)));
  const sums = knownSums(taxonomy, withheld);
  const patterns = patternsOf(hidden, sums);
  const classes = [...groupBy(hidden, (task) => patterns.get(task) ?? '')];
  const names = new Map(classes.flatMap(([pattern, tasks]) => tasks.map((task) => [task, pattern] as const)));
  const determined = determinedUnknowns(sums.map((sum) => equationOf(sum, names)));
  return classes
    .filter(
      ([pattern, tasks]) =>
        determined.has(pattern) && (tasks.length === 1 || !floorsHold(tasks.map(taskId), totals, rules)),
    )
    .map(([, tasks]) => ({ tasks, through: holdersOf(tasks, sums) }));
}

function taskId(code: string): string {
  return placeId(globalPlace('task', 'task', code));
}

function knownSums(taxonomy: Taxonomy, withheld: Withheld): Sum[] {
  const groupOf = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  const whole = new Map<string, Map<string, number>>();
  const shared = new Map<string, Map<string, number>>();
  const put = (
    level: 'occupation' | 'major_group',
    code: string | undefined,
    task: string,
    parts: number,
    holders: number,
  ) => {
    if (code === undefined) return;
    const id = placeId(globalPlace('occupation', level, code));
    if (withheld.has(id)) return;
    setIn(whole, id, task, 1);
    setIn(shared, id, task, residue(parts, holders));
  };
  for (const { code, holders } of taxonomy.tasks) {
    const occupations = [...new Set(holders.map(({ occupation }) => occupation))];
    for (const occupation of occupations) put('occupation', occupation, code, 1, occupations.length);
    for (const [group, members] of groupBy(occupations, (occupation) => groupOf.get(occupation))) {
      put('major_group', group, code, members.length, occupations.length);
    }
  }
  const everything = new Map(taxonomy.tasks.map(({ code }) => [code, 1]));
  const toSums = (by: Map<string, Map<string, number>>) =>
    [...by].map(([place, coefficients]) => ({ place, coefficients }));
  return [...toSums(whole), ...toSums(shared), { place: null, coefficients: everything }];
}

function setIn(by: Map<string, Map<string, number>>, id: string, task: string, coefficient: number): void {
  const inner = by.get(id);
  if (inner) inner.set(task, coefficient);
  else by.set(id, new Map([[task, coefficient]]));
}

/** In which sums a task stands, and how: one text a task. */
function patternsOf(tasks: readonly string[], sums: readonly Sum[]): Map<string, string> {
  const parts = new Map(tasks.map((task) => [task, [] as string[]]));
  for (const [i, { coefficients }] of sums.entries()) {
    for (const [task, coefficient] of coefficients) parts.get(task)?.push(`${i}:${coefficient}`);
  }
  return new Map([...parts].map(([task, list]) => [task, list.join(' ')]));
}

/** A sum over classes of withheld tasks; what is published drops out. */
function equationOf({ coefficients }: Sum, names: ReadonlyMap<string, string>): Equation {
  const equation = new Map<string, number>();
  for (const [task, coefficient] of coefficients) {
    const name = names.get(task);
    if (name !== undefined) equation.set(name, coefficient);
  }
  return equation;
}

/** The published occupations whose sums hold any of the tasks, or else groups, in order. */
function holdersOf(tasks: readonly string[], sums: readonly Sum[]): string[] {
  const touching = sums.filter(({ coefficients }) => tasks.some((task) => coefficients.has(task)));
  const ids = [...new Set(touching.flatMap(({ place }) => place ?? []))].sort();
  const occupations = ids.filter((id) => id.startsWith('occupation|occupation|'));
  return occupations.length > 0 ? occupations : ids;
}
