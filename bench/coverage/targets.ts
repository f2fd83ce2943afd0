import { type CellKey, cellId, type Measure } from '../../src/measures/cell.js';
import type { Place } from '../../src/measures/tally.js';
import type { Truth } from './truth.js';
import { modePlace, TARGETS, taskPlace } from './world.js';

/** A cell to read off: what it estimates, and the name under which it is scored. */
export interface Target {
  readonly id: string;
  readonly key: CellKey;
  readonly score: string;
  /** Undefined where the truth is not known. */
  readonly truth: (truth: Truth) => number | undefined;
}

const SHARE: Measure = { measure: 'share', base: 'with_task' };
const REACH: Measure = { measure: 'reach', base: 'accounts' };
const RATIO: Measure = { measure: 'share', base: 'task' };

export const TARGET_CELLS: readonly Target[] = [
  ...TARGETS.flatMap(({ share, tasks }) =>
    tasks.flatMap((task) => [
      target(`share ${share}`, taskPlace(task), SHARE, (truth) => truth.share[task]),
      target(`reach ${share}`, taskPlace(task), REACH, (truth) => truth.reach?.[task]),
    ]),
  ),
  ...TARGETS.slice(0, 2).flatMap(({ share, tasks }) =>
    tasks.map((task) => target(`ratio ${share}`, modePlace(task, true), RATIO, (truth) => truth.ratio[task])),
  ),
];

function target(score: string, place: Place, measure: Measure, truth: Target['truth']): Target {
  const key = { ...place, ...measure };
  return { id: cellId(key), key, score, truth };
}
