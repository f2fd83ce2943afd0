import { DataError } from '../errors.js';
import { groupBy } from '../grouping.js';
import { type CrosswalkRow, targetsOf } from './occupation-crosswalk.js';
import type { StatementRow, TaskRelease } from './task-release.js';
import { normaliseTaskText } from './task-statements.js';
import type { OccupationCode, TaskText } from './taxonomy.js';

/**
 * An amount (a share, a percentage, a number of conversations) in units of 10^-12, so that what is split and summed again
 * is the whole, to the last unit.
 */
export type Mass = bigint;
export const UNITS_PER_ONE = 1e12;

/** How mass travelled: the same wording, the same Task ID under a new wording, or its occupation. */
export type Way = 'text' | 'task_id' | 'occupation';
/** Why mass could not travel: no such wording in the older release; no occupation, or no task of one, to go to. */
export type LossReason = 'unknown_text' | 'no_target_occupation' | 'targets_without_tasks';

export interface CarriedTasks {
  /** By wording of the newer release. */
  readonly byText: ReadonlyMap<TaskText, Mass>;
  readonly byWay: Readonly<Record<Way | 'lost', Mass>>;
  /** What could not travel, sorted by wording and reason. */
  readonly lost: readonly { readonly text: TaskText; readonly mass: Mass; readonly reason: LossReason }[];
  /** The sum of `byWay`, and what was given. */
  readonly whole: Mass;
}

/** Amounts by task wording as mass; wordings that differ in case or space are joined. @throws DataError naming negative ones */
export function toMass(amounts: Iterable<readonly [text: string, amount: number]>): ReadonlyMap<TaskText, Mass> {
  const masses = new Map<TaskText, Mass>();
  for (const [text, amount] of amounts) {
    if (!Number.isFinite(amount) || amount < 0) throw new DataError(`"${text}" has no amount: ${amount}.`);
    add(masses, normaliseTaskText(text), BigInt(Math.round(amount * UNITS_PER_ONE)));
  }
  return masses;
}

/** Mass in the unit of what it was made from. */
export function toAmount(mass: Mass): number {
  return Number(mass) / UNITS_PER_ONE;
}

/**
 * Carries amounts by task from one O*NET release to another. A wording that the newer release has keeps all its mass.
 * Else its mass is split equally over the statements that hold it in the older release, and each part goes to the
 * statement with its Task ID; else, equally, to all statements of the occupations that its own leads to. Equal weights are
 * a declared choice, not a finding: O*NET does not say which task became which.
 *
 * `crosswalk` leads from the codes of `from` to those of `to`; releases of one vintage need none.
 * @throws DataError when the vintages differ and there is no crosswalk, or run backwards
 */
export function carryTasks(
  masses: ReadonlyMap<TaskText, Mass>,
  from: TaskRelease,
  to: TaskRelease,
  crosswalk: readonly CrosswalkRow<OccupationCode>[] | null,
): CarriedTasks {
  const find = findTargets(from, to, crosswalk);
  const byText = new Map<TaskText, Mass>();
  const byWay = { text: 0n, task_id: 0n, occupation: 0n, lost: 0n };
  const losses = new Map<string, CarriedTasks['lost'][number]>();
  for (const [text, mass] of masses) {
    for (const [part, target] of partsOf(text, mass, from, to, find)) {
      byWay[target.way] += part;
      if (target.way !== 'lost') for (const [share, key] of splitEqually(part, target.texts)) add(byText, key, share);
      else
        losses.set(
          `${text} ${target.reason}`,
          merge(losses.get(`${text} ${target.reason}`), text, part, target.reason),
        );
    }
  }
  const lost = [...losses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, loss]) => loss);
  return { byText, byWay, lost, whole: byWay.text + byWay.task_id + byWay.occupation + byWay.lost };
}

type Target =
  | { readonly way: Way; readonly texts: readonly TaskText[] }
  | { readonly way: 'lost'; readonly reason: LossReason };

function partsOf(
  text: TaskText,
  mass: Mass,
  from: TaskRelease,
  to: TaskRelease,
  find: (statement: StatementRow) => Target,
): readonly (readonly [Mass, Target])[] {
  const holders = from.byText.get(text);
  if (!holders) return [[mass, { way: 'lost', reason: 'unknown_text' }]];
  if (to.byText.has(text)) return [[mass, { way: 'text', texts: [text] }]];
  const statements = [...holders].sort((a, b) => a.taskId - b.taskId);
  return splitEqually(mass, statements).map(([part, statement]) => [part, find(statement)]);
}

/** Where a statement whose wording is gone leads to. */
function findTargets(
  from: TaskRelease,
  to: TaskRelease,
  crosswalk: readonly CrosswalkRow<OccupationCode>[] | null,
): (statement: StatementRow) => Target {
  const occupationsOf = occupationTargets(from, to, crosswalk);
  const byId = new Map(to.statements.map((statement) => [statement.taskId, statement.key]));
  const byOccupation = groupBy(to.statements, ({ occupation }) => occupation);
  return ({ taskId, occupation }) => {
    const sameTask = byId.get(taskId);
    if (sameTask !== undefined) return { way: 'task_id', texts: [sameTask] };
    const occupations = occupationsOf(occupation);
    if (occupations.length === 0) return { way: 'lost', reason: 'no_target_occupation' };
    const statements = occupations.flatMap((code) => byOccupation.get(code) ?? []);
    if (statements.length === 0) return { way: 'lost', reason: 'targets_without_tasks' };
    return { way: 'occupation', texts: statements.sort((a, b) => a.taskId - b.taskId).map(({ key }) => key) };
  };
}

function occupationTargets(
  from: TaskRelease,
  to: TaskRelease,
  crosswalk: readonly CrosswalkRow<OccupationCode>[] | null,
): (occupation: OccupationCode) => readonly OccupationCode[] {
  if (from.vintage === to.vintage) return (code) => (to.titles.has(code) ? [code] : []);
  if (from.vintage > to.vintage)
    throw new DataError('Task shares are carried forward only: from older to newer codes.');
  if (!crosswalk) throw new DataError(`From O*NET-SOC ${from.vintage} to ${to.vintage} leads only a crosswalk.`);
  const targets = targetsOf(crosswalk);
  return (code) => targets.get(code) ?? [];
}

/** Equal parts that sum to `mass`: the units that do not divide go to the first ones, one each. */
function splitEqually<T>(mass: Mass, items: readonly T[]): readonly (readonly [Mass, T])[] {
  const [part, rest] = [mass / BigInt(items.length), Number(mass % BigInt(items.length))];
  return items.map((item, index) => [index < rest ? part + 1n : part, item]);
}

function merge(before: CarriedTasks['lost'][number] | undefined, text: TaskText, mass: Mass, reason: LossReason) {
  return { text, mass: (before?.mass ?? 0n) + mass, reason };
}

function add<K>(masses: Map<K, Mass>, key: K, mass: Mass): void {
  masses.set(key, (masses.get(key) ?? 0n) + mass);
}
