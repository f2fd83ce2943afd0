import { MODES, type Mode, USE_CASES, type UseCase } from '../label/labeller.js';
import { createRandom } from '../statistics/random.js';
import type { MajorGroupCode, TaskCode, Taxonomy } from '../taxonomy/taxonomy.js';

/** A distribution over items, in a fixed order, with its cumulative sums. */
export interface Distribution<T> {
  readonly items: readonly T[];
  readonly probabilities: readonly number[];
  readonly cumulative: readonly number[];
}

/** How people use AI in one month: what a conversation of that month is drawn from. */
export interface MonthlyProcess {
  readonly tasks: Distribution<TaskCode>;
  /** Modes and use cases by the task's major group. */
  modes(group: MajorGroupCode): Distribution<Mode>;
  useCases(group: MajorGroupCode): Distribution<UseCase>;
  /** The major group of a task (of its first holder). */
  groupOf(task: TaskCode): MajorGroupCode;
  /** The share of conversations that no task names. */
  readonly smallTalk: number;
}

/** Shares that AI use begins with, by major group; the rest is spread evenly. */
const GROUP_WEIGHTS: Readonly<Record<string, number>> = {
  '15-0000': 24,
  '27-0000': 11,
  '25-0000': 10,
  '43-0000': 8,
  '13-0000': 7,
  '19-0000': 6,
  '11-0000': 5.5,
  '29-0000': 4,
  '41-0000': 4,
  '21-0000': 3,
  '17-0000': 3,
  '39-0000': 2.5,
};
const OTHER_GROUPS = 1;
/** This group enters: next to nothing at first, common half a year later. */
const ENTRANT = '23-0000';
/** This occupation's tasks leave. */
const LEAVER = '27-3091.00';

/** Automation first; learning matters more in teaching and science. */
const MODE_WEIGHTS: Readonly<Record<Mode, number>> = {
  none: 6,
  directive: 30,
  feedback_loop: 15,
  task_iteration: 24,
  learning: 19,
  validation: 6,
};
const USE_CASE_WEIGHTS: Readonly<Record<UseCase, number>> = { none: 0, work: 62, coursework: 17, personal: 21 };
const SMALL_TALK = 0.07;

/** The process of a month, 0 being the first, of the population with this seed. */
export function monthlyProcess(seed: string, taxonomy: Taxonomy, month: number): MonthlyProcess {
  const groupByOccupation = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  const groups = new Map(
    taxonomy.tasks.map(({ code, holders }) => [code, groupByOccupation.get(holders[0]?.occupation ?? ('' as never))]),
  );
  const groupOf = (task: TaskCode) => groups.get(task) ?? taxonomy.majorGroups[0]?.code ?? ('' as MajorGroupCode);
  return {
    tasks: distribution(
      taxonomy.tasks.map(({ code }) => code),
      taskWeights(seed, taxonomy, groupOf, month),
    ),
    modes: (group) => distribution(MODES, modeWeights(group, month)),
    useCases: (group) =>
      distribution(
        USE_CASES,
        USE_CASES.map(
          (useCase) => USE_CASE_WEIGHTS[useCase] * (useCase === 'coursework' && group === '25-0000' ? 3 : 1),
        ),
      ),
    groupOf,
    smallTalk: SMALL_TALK,
  };
}

/** Weight of a task: its group's, spread unequally over the group's tasks, times how far it has been adopted. */
function taskWeights(
  seed: string,
  taxonomy: Taxonomy,
  groupOf: (task: TaskCode) => MajorGroupCode,
  month: number,
): number[] {
  const random = createRandom(`${seed} tasks`);
  const weights = taxonomy.tasks.map(({ code, holders }) => {
    // Few tasks make most of the use of a group: weights fall like 1/rank, in an order of chance.
    const popularity = 1 / (0.08 + random());
    const group = groupOf(code);
    const leaving = holders.some(({ occupation }) => occupation === LEAVER) ? 1 - logistic(month, 2.5, 1) : 1;
    const entering = group === ENTRANT ? logistic(month, 3.5, 0.8) * 6 : 1;
    return { group, weight: popularity * adoption(random(), random(), month) * leaving * entering };
  });
  const totals = new Map<string, number>();
  for (const { group, weight } of weights)
    totals.set(group, (totals.get(group) ?? 0) + weight / (group === ENTRANT ? logistic(month, 3.5, 0.8) * 6 : 1));
  return weights.map(
    ({ group, weight }) => ((GROUP_WEIGHTS[group] ?? OTHER_GROUPS) * weight) / (totals.get(group) ?? 1),
  );
}

/** Logistic diffusion (Griliches 1957): half of the tasks spread during the span, each at its own time and pace. */
function adoption(when: number, pace: number, month: number): number {
  return when < 0.5 ? 1 : 0.4 + 0.6 * logistic(month, 8 * (when - 0.5), 0.5 + 2 * pace);
}

function logistic(t: number, middle: number, scale: number): number {
  return 1 / (1 + Math.exp(-(t - middle) / scale));
}

/** Modes drift: month by month more is delegated, less is refined together. */
function modeWeights(group: MajorGroupCode, month: number): number[] {
  return MODES.map((mode) => {
    const drift = mode === 'directive' ? 1 + 0.06 * month : mode === 'task_iteration' ? 1 - 0.03 * month : 1;
    const coding = group === '15-0000' && mode === 'feedback_loop' ? 2 : 1;
    const teaching = group === '25-0000' && mode === 'learning' ? 1.8 : 1;
    return MODE_WEIGHTS[mode] * drift * coding * teaching;
  });
}

export function distribution<T>(items: readonly T[], weights: readonly number[]): Distribution<T> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map((weight) => weight / total);
  let sum = 0;
  const cumulative = probabilities.map((p) => {
    sum += p;
    return sum;
  });
  return { items, probabilities, cumulative };
}

/** The item at a quantile: where u is uniform, items come with their probabilities. */
export function quantile<T>({ items, cumulative }: Distribution<T>, u: number): T {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) > u) high = middle;
    else low = middle + 1;
  }
  const item = items[low];
  if (item === undefined) throw new RangeError('A distribution over nothing has no quantile.');
  return item;
}
