import type { Place } from '../../src/measures/tally.js';
import { globalPlace } from '../../src/measures/universe.js';
import type { OccupationCode, TaskCode, Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { type Design, LEAST } from './design.js';

/** The shares whose intervals are judged, and which tasks have them. Tasks come as twins of equal share: 0 and 1, 2 and 3. */
export const TARGETS = [
  { share: 0.3, tasks: [0, 1] },
  { share: 0.05, tasks: [2, 3] },
  { share: 0.01, tasks: [4, 5, 6, 7] },
  { share: 0.004, tasks: [8, 9, 10, 11] },
] as const;

/** True shares of the tasks over both kinds of accounts; eight of a middling size fill up. */
export const SHARES: readonly number[] = [
  ...TARGETS.flatMap(({ share, tasks }) => tasks.map(() => share)),
  ...Array.from({ length: 8 }, () => 0.0305),
];
export const TASKS = SHARES.length;
/** The first tasks are counted by mode, too: automated or not. */
export const BY_MODE = 4;

/** How many conversations of a task move to its twin where there is a true change. */
export const MOVED = 0.2;
/** How far the shares of the active accounts lie from the mean, as a part of it. */
const TILT = 0.5;
const AUTOMATED = { all: 0.4, active: 0.5, others: 0.3 };

/** What the accounts of a kind do: shares of tasks, and of automation. */
export interface Kind {
  readonly shares: Float64Array;
  readonly automated: number;
  /** Share of all accounts, and of all conversations, that are of the kind. */
  readonly accounts: number;
  readonly conversations: number;
}

export interface World {
  readonly design: Design;
  /** Accounts with fewer conversations than `threshold`, and the active ones. */
  readonly kinds: readonly [Kind, Kind];
  readonly threshold: number;
  /** Probability of each number of conversations, 0 to the cap. */
  readonly activity: Float64Array;
}

/** Sets up a design: the activity-weighted share of each task is SHARES, whatever the kinds. */
export function createWorld(design: Design): World {
  const activity = activityLaw(design);
  const total = activity.reduce((sum, p, k) => sum + p * k, 0);
  let [threshold, accounts, conversations] = [design.cap + 1, 0, 0];
  // The active accounts make up to half of the conversations.
  for (let k = design.cap; k >= LEAST; k -= 1) {
    const p = activity[k] ?? 0;
    if (conversations + (p * k) / total > 0.5) break;
    [threshold, accounts, conversations] = [k, accounts + p, conversations + (p * k) / total];
  }
  const tilt = design.correlated ? TILT : 0;
  const opposite = conversations < 1 ? (-tilt * conversations) / (1 - conversations) : 0;
  const { all, active, others } = AUTOMATED;
  return {
    design,
    threshold,
    activity,
    kinds: [
      {
        shares: tilted(opposite),
        automated: design.correlated ? others : all,
        accounts: 1 - accounts,
        conversations: 1 - conversations,
      },
      { shares: tilted(tilt), automated: design.correlated ? active : all, accounts, conversations },
    ],
  };
}

function tilted(by: number): Float64Array {
  return Float64Array.from(SHARES, (share, task) => share * (task % 2 === 0 ? 1 + by : 1 - by));
}

/** Whole parts of a Pareto variable from LEAST on, cut at the cap. */
function activityLaw({ skew, cap }: Design): Float64Array {
  const above = (k: number) => (LEAST / k) ** skew;
  return Float64Array.from({ length: cap + 1 }, (_, k) => {
    if (k < LEAST) return 0;
    return k === cap ? above(cap) : above(k) - above(k + 1);
  });
}

/** A taxonomy of the tasks alone. */
export const TAXONOMY: Taxonomy = {
  name: 'coverage',
  contentHash: '',
  majorGroups: [],
  occupations: [],
  tasks: SHARES.map((_, task) => ({ code: taskCode(task), text: '', holders: [] })),
};

/** The same, shared out among ten occupations, each with a pair of tasks from either half. */
export const OCCUPIED: Taxonomy = {
  ...TAXONOMY,
  tasks: TAXONOMY.tasks.map((task, i) => ({
    ...task,
    holders: [i % 10, (i + 1) % 10].map((o) => ({ occupation: `${o}` as OccupationCode, taskId: i, type: null })),
  })),
};

function taskCode(task: number): TaskCode {
  return String(task).padStart(2, '0') as TaskCode;
}

export function taskPlace(task: number): Place {
  return globalPlace('task', 'task', taskCode(task));
}

export function modePlace(task: number, automated: boolean): Place {
  return globalPlace('task_mode', 'task', taskCode(task), automated ? 'directive' : 'learning');
}

/** The tables' rows: tasks, the first ones by mode, and everything. */
export const PLACES: readonly Place[] = [
  ...SHARES.map((_, task) => taskPlace(task)),
  ...Array.from({ length: BY_MODE }, (_, task) => [modePlace(task, true), modePlace(task, false)]).flat(),
  globalPlace('outcome', 'outcome', 'with_task'),
];
