import { AUGMENTATION, AUTOMATION, MODES, type Mode } from '../label/labeller.js';
import { EmptySetError } from '../statistics/empty-set-error.js';
import { type Classification, tally } from './classification.js';
import { sumOf } from './task-usage.js';

/** Which part of the modes, and of what: the five modes (`none` and withheld dropped), or all conversations. */
export type ModeBase = 'five_modes' | 'all';
export type ModeClass = 'automation' | 'augmentation';

/** Usage by mode, in any unit. `withheld` is what a source counts but does not attribute to a mode. */
export interface ModeCounts {
  readonly modes: Readonly<Record<Mode, number>>;
  readonly withheld: number;
}

/** Usage by task and mode, aligned with a taxonomy's tasks. */
export interface TaskModes {
  readonly modes: Readonly<Record<Mode, Float64Array>>;
  readonly withheld: Float64Array;
}

/** Automation or augmentation of one unit. */
export interface ModeShare {
  readonly key: string;
  readonly value: number;
  /** Usage in the base. */
  readonly base: number;
}

/**
 * Share of automation (directive, feedback loop) or augmentation (task iteration, learning, validation), a fraction.
 * On `five_modes` the two add up to one (Handa et al. 2025); on `all`, `none` is in the base and withheld usage is not.
 * @throws EmptySetError when the base is empty
 */
export function modeShare({ modes }: Pick<ModeCounts, 'modes'>, modeClass: ModeClass, base: ModeBase): number {
  const total = modeBase({ modes }, base);
  if (!(total > 0)) throw new EmptySetError(`The ${modeClass} share of ${base}`);
  return partsOf(modeClass).reduce((sum, mode) => sum + modes[mode], 0) / total;
}

/** Usage in a base of mode shares. */
export function modeBase({ modes }: Pick<ModeCounts, 'modes'>, base: ModeBase): number {
  const five = [...AUTOMATION, ...AUGMENTATION].reduce((sum, mode) => sum + modes[mode], 0);
  return base === 'five_modes' ? five : five + modes.none;
}

/** The mode share of each unit of a level that has a base, in the order of its keys. */
export function modeShares(
  usage: TaskModes,
  classification: Classification,
  modeClass: ModeClass,
  base: ModeBase,
): readonly ModeShare[] {
  const held = Object.fromEntries(MODES.map((mode) => [mode, tally(classification, usage.modes[mode])]));
  const at = (mode: Mode, unit: number) => held[mode]?.[unit] ?? 0;
  return classification.keys.flatMap((key, unit) => {
    const five = [...AUTOMATION, ...AUGMENTATION].reduce((sum, mode) => sum + at(mode, unit), 0);
    const total = base === 'five_modes' ? five : five + at('none', unit);
    const part = partsOf(modeClass).reduce((sum, mode) => sum + at(mode, unit), 0);
    return total > 0 ? [{ key, value: part / total, base: total }] : [];
  });
}

/** Usage by mode over all tasks. */
export function totalModes({ modes, withheld }: TaskModes): ModeCounts {
  const totals = {
    none: sumOf(modes.none),
    directive: sumOf(modes.directive),
    feedback_loop: sumOf(modes.feedback_loop),
    task_iteration: sumOf(modes.task_iteration),
    learning: sumOf(modes.learning),
    validation: sumOf(modes.validation),
  };
  return { modes: totals, withheld: sumOf(withheld) };
}

function partsOf(modeClass: ModeClass): readonly Mode[] {
  return modeClass === 'automation' ? AUTOMATION : AUGMENTATION;
}
