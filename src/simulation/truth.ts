import { AUGMENTATION, AUTOMATION, MODES, USE_CASES } from '../label/labeller.js';
import { placeId } from '../measures/cell.js';
import { globalPlace } from '../measures/universe.js';
import type { Period } from '../period.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Distribution, monthlyProcess } from './process.js';
import type { PopulationOptions } from './simulate.js';

/**
 * The true share of every cell of a month, by place id: the probabilities of the process that conversations are drawn
 * from, which is what an interval for the process should hold. Habits are quantiles drawn independently of activity, so
 * an account's expected use is the process itself. Shares have the bases of the published measures.
 */
export function trueShares(
  { seed, firstMonth }: PopulationOptions,
  taxonomy: Taxonomy,
  period: Period,
): ReadonlyMap<string, number> {
  const process = monthlyProcess(seed, taxonomy, monthsBetween(firstMonth, period));
  const truth = new Map<string, number>();
  const add = (id: string, share: number) => truth.set(id, (truth.get(id) ?? 0) + share);
  const groupByOccupation = new Map(taxonomy.occupations.map(({ code, majorGroup }) => [code, majorGroup]));
  for (const [i, { code, holders }] of taxonomy.tasks.entries()) {
    const p = process.tasks.probabilities[i] ?? 0;
    add(placeId(globalPlace('task', 'task', code)), p);
    const occupations = [...new Set(holders.map(({ occupation }) => occupation))];
    for (const occupation of occupations) {
      add(placeId(globalPlace('occupation', 'occupation', occupation)), p / occupations.length);
      add(
        placeId(globalPlace('occupation', 'major_group', groupByOccupation.get(occupation) ?? '')),
        p / occupations.length,
      );
    }
    const group = process.groupOf(code);
    const modes = process.modes(group);
    for (const mode of MODES) {
      add(placeId(globalPlace('mode', 'mode', mode)), p * probability(modes, mode));
      truth.set(placeId(globalPlace('task_mode', 'task', code, mode)), probability(modes, mode));
    }
    for (const useCase of USE_CASES)
      add(placeId(globalPlace('use_case', 'use_case', useCase)), p * probability(process.useCases(group), useCase));
  }
  addModeClasses(truth);
  truth.set(placeId(globalPlace('outcome', 'outcome', 'with_task')), 1 - process.smallTalk);
  truth.set(placeId(globalPlace('outcome', 'outcome', 'none')), process.smallTalk);
  return truth;
}

/** Automation and augmentation among the five modes. */
function addModeClasses(truth: Map<string, number>): void {
  const share = (mode: string) => truth.get(placeId(globalPlace('mode', 'mode', mode))) ?? 0;
  const sum = (modes: readonly string[]) => modes.reduce((total, mode) => total + share(mode), 0);
  const five = sum([...AUTOMATION, ...AUGMENTATION]);
  truth.set(placeId(globalPlace('mode', 'mode_class', 'automation')), sum(AUTOMATION) / five);
  truth.set(placeId(globalPlace('mode', 'mode_class', 'augmentation')), sum(AUGMENTATION) / five);
}

function probability<T>({ items, probabilities }: Distribution<T>, item: T): number {
  return probabilities[items.indexOf(item)] ?? 0;
}

function monthsBetween(from: Period, to: Period): number {
  const months = (period: Period) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5));
  return months(to) - months(from);
}
