import { groupBy } from '../grouping.js';
import { MODES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import { globalPlace } from '../measures/universe.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Equation, residue } from './linear.js';
import type { Withheld } from './suppression.js';

/** What an occupation or group adds up: coefficients by task. */
export interface Holding {
  readonly place: string;
  /** A task counts whole, or by the part of its holders that are here. */
  readonly coefficients: ReadonlyMap<string, number>;
}

/** A number that a reader may look for, and the withheld places that it counts. */
export interface Unknown {
  readonly kind: 'tasks' | 'holder' | 'modes';
  readonly places: readonly string[];
}

/** Everything that a reader knows about what is withheld among tasks, their holders and their modes. */
export interface Knowledge {
  readonly equations: readonly Equation[];
  /** Differences of a holder's two counts: where one is zero, all that it sums up is. */
  readonly contrasts: readonly Equation[];
  readonly unknowns: ReadonlyMap<string, Unknown>;
}

/** Ids that are made once: comparing and hashing new texts, time and again, would cost more than the audit. */
const taskIds = new Map<string, string>();
const taskModeIds = new Map<string, ReadonlyMap<string, string>>();

export function taskId(code: string): string {
  const id = taskIds.get(code) ?? placeId(globalPlace('task', 'task', code));
  taskIds.set(code, id);
  return id;
}

export function taskModeId(code: string, mode: string): string {
  const ids =
    taskModeIds.get(code) ?? new Map(MODES.map((m) => [m, placeId(globalPlace('task_mode', 'task', code, m))]));
  taskModeIds.set(code, ids);
  return ids.get(mode) ?? placeId(globalPlace('task_mode', 'task', code, mode));
}

export const modeId = (mode: string) => placeId(globalPlace('mode', 'mode', mode));
const holderId = (level: 'occupation' | 'major_group', code: string) => placeId(globalPlace('occupation', level, code));

/** The two counts of every occupation and group, whole conversations and shared-out ones. */
export function holdingsOf(taxonomy: Taxonomy): Holding[] {
  const groupOf = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  const whole = new Map<string, Map<string, number>>();
  const shared = new Map<string, Map<string, number>>();
  const put = (place: string, task: string, parts: number, holders: number) => {
    setIn(whole, place, task, 1);
    setIn(shared, place, task, residue(parts, holders));
  };
  for (const { code, holders } of taxonomy.tasks) {
    const occupations = [...new Set(holders.map(({ occupation }) => occupation))];
    for (const occupation of occupations) put(holderId('occupation', occupation), code, 1, occupations.length);
    for (const [group, members] of groupBy(occupations, (occupation) => groupOf.get(occupation))) {
      if (group !== undefined) put(holderId('major_group', group), code, members.length, occupations.length);
    }
  }
  return [...whole, ...shared].map(([place, coefficients]) => ({ place, coefficients }));
}

function setIn(by: Map<string, Map<string, number>>, id: string, task: string, coefficient: number): void {
  const inner = by.get(id);
  if (inner) inner.set(task, coefficient);
  else by.set(id, new Map([[task, coefficient]]));
}

/** Withheld tasks that stand in the same published sums: a reader cannot tell them apart. */
interface TaskClass {
  readonly name: string;
  readonly tasks: readonly string[];
}

/**
 * The sums that published figures leave open. A shared task stands in two sums of an occupation, its whole conversations
 * and its shared-out ones, and together these can tell what neither tells alone.
 */
export function knowledgeOf(taxonomy: Taxonomy, holdings: readonly Holding[], withheld: Withheld): Knowledge {
  const codes = taxonomy.tasks.map(({ code }) => code);
  const [open, closed] = [true, false].map((published) =>
    holdings.filter(({ place }) => published !== withheld.has(place)),
  );
  const classes = classesOf(
    codes.filter((code) => withheld.has(taskId(code))),
    open ?? [],
  );
  const everything = new Map(classes.map(({ name }) => [name, 1]));
  const modes = modeKnowledge(codes, classes, withheld);
  const classOf = new Map(classes.flatMap((one) => one.tasks.map((task) => [task, one] as const)));
  const sums = (open ?? []).flatMap((holding) => overClasses(holding, classOf) ?? []);
  const holders = (closed ?? []).flatMap((holding, i) => {
    const name = `holder ${i}`;
    const equation = overClasses(holding, classOf)?.set(name, residue(-1));
    return equation ? [{ name, place: holding.place, equation }] : [];
  });
  return {
    equations: [...sums, everything, ...holders.map(({ equation }) => equation), ...modes.equations],
    contrasts: sums.flatMap(contrastsOf),
    unknowns: new Map<string, Unknown>([
      ...classes.map(({ name, tasks }) => [name, { kind: 'tasks', places: tasks.map(taskId) }] as const),
      ...holders.map(({ name, place }) => [name, { kind: 'holder', places: [place] }] as const),
      ...modes.unknowns,
    ]),
  };
}

function classesOf(tasks: readonly string[], open: readonly Holding[]): TaskClass[] {
  const patterns = new Map(tasks.map((task) => [task, [] as string[]]));
  for (const [i, { coefficients }] of open.entries()) {
    for (const [task, coefficient] of coefficients) patterns.get(task)?.push(`${i}:${coefficient}`);
  }
  const classes = groupBy(tasks, (task) => patterns.get(task)?.join(' '));
  return [...classes.values()].map((members, i) => ({ name: `tasks ${i}`, tasks: members }));
}

/**
 * A sum over classes of withheld tasks; what is published drops out. Null where it holds but a part of a class: no
 * combination of published sums can tell that.
 */
function overClasses({ coefficients }: Holding, classOf: ReadonlyMap<string, TaskClass>): Map<string, number> | null {
  const equation = new Map<string, number>();
  const missing = new Map<string, number>();
  for (const [task, coefficient] of coefficients) {
    const { name, tasks } = classOf.get(task) ?? NO_CLASS;
    if (tasks.length === 0) continue;
    if ((equation.get(name) ?? coefficient) !== coefficient) return null;
    equation.set(name, coefficient);
    missing.set(name, (missing.get(name) ?? tasks.length) - 1);
  }
  return [...missing.values()].some((count) => count > 0) ? null : equation;
}

const NO_CLASS: TaskClass = { name: '', tasks: [] };

/**
 * A holder's whole count, weighed by one of its parts of a task, less its shared-out count. With the smallest or largest part
 * all terms have one sign.
 */
function contrastsOf(sum: Equation): Equation[] {
  return [...new Set(sum.values())].map((part) => {
    const terms = [...sum].map(([name, coefficient]) => [name, residue(coefficient - part)] as const);
    return new Map(terms.filter(([, coefficient]) => coefficient !== 0));
  });
}

/** Tasks in one mode. Nearly none of them is ever looked at, and they are many: they are named when they are asked for. */
function modesOf(tasks: readonly string[], mode: string): Unknown {
  return {
    kind: 'modes',
    get places() {
      return tasks.map((task) => taskModeId(task, mode));
    },
  };
}

/** The table of tasks by modes: its rows sum to tasks and its columns to modes. */
function modeKnowledge(
  codes: readonly string[],
  classes: readonly TaskClass[],
  withheld: Withheld,
): Omit<Knowledge, 'contrasts'> {
  const unknowns = new Map<string, Unknown>();
  const rows = new Map<string, Map<string, number>>(classes.map(({ name }) => [name, new Map([[name, residue(-1)]])]));
  const columns = new Map<string, Map<string, number>>();
  const put = (row: string, mode: string, tasks: readonly string[]) => {
    const name = `${row} ${mode}`;
    unknowns.set(name, modesOf(tasks, mode));
    setIn(rows, row, name, 1);
    setIn(columns, mode, name, 1);
  };
  const published = codes.filter((code) => !withheld.has(taskId(code)));
  for (const mode of MODES) {
    for (const { name, tasks } of classes) put(name, mode, tasks);
    for (const code of published) if (withheld.has(taskModeId(code, mode))) put(`task ${code}`, mode, [code]);
    if (withheld.has(modeId(mode))) {
      unknowns.set(modeId(mode), { kind: 'modes', places: [modeId(mode)] });
      setIn(columns, mode, modeId(mode), residue(-1));
    }
  }
  const hiddenModes = new Map(
    MODES.map(modeId)
      .filter((id) => withheld.has(id))
      .map((id) => [id, 1]),
  );
  return { equations: [...rows.values(), ...columns.values(), hiddenModes], unknowns };
}
