import { MODES } from '../label/labeller.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Holding, modeId, taskId, taskModeId, type Unknown } from './audit-sums.js';

/** Places of which withholding one protects an exposed unknown: sets of them, the least harmful first. */
export type Remedies = (unknown: Unknown) => readonly (readonly string[])[];

/** Prepares the remedies of a taxonomy. */
export function createRemedies(taxonomy: Taxonomy, holdings: readonly Holding[]): Remedies {
  const tasks = taxonomy.tasks.map(({ code }) => code);
  const everywhere = [...byLevel(holdings.map(({ place }) => place)), tasks.map(taskId)];
  const holders = new Map<string, string[]>(tasks.map((task) => [task, []]));
  const held = new Map<string, readonly string[]>();
  for (const { place, coefficients } of holdings) {
    held.set(place, [...coefficients.keys()]);
    for (const task of coefficients.keys()) holders.get(task)?.push(place);
  }
  return ({ kind, places }) => {
    if (kind === 'modes') return modeRemedies(places, tasks);
    const touched = places.flatMap((id) => held.get(id) ?? [id.split('|')[3] ?? '']);
    return [...byLevel(touched.flatMap((task) => holders.get(task) ?? [])), ...everywhere];
  };
}

/** Occupations, and groups. */
function byLevel(places: readonly string[]): string[][] {
  const all = [...new Set(places)];
  return ['occupation', 'major_group'].map((level) => all.filter((place) => place.startsWith(`occupation|${level}|`)));
}

/** Another mode of the same task, else the same mode of another task, else a mode itself. */
function modeRemedies(places: readonly string[], tasks: readonly string[]): string[][] {
  const keys = places.map((id) => id.split('|'));
  const rows = keys.flatMap(([, , , task = '']) => MODES.map((mode) => taskModeId(task, mode)));
  const modes = [...new Set(keys.map(([, , , , mode = '']) => mode))];
  const columns = modes.flatMap((mode) => tasks.map((task) => taskModeId(task, mode)));
  return [rows, columns, MODES.map(modeId)];
}
