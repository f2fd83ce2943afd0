import { contentHash } from '../config.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Evaluation, FACETS, type Facet, taskCodes } from './evaluation.js';
import { calibrationFigures, type GoldFigures, rounded } from './figures.js';
import type { GoldItem } from './gold.js';

/** The figures of an evaluation that are kept. Tasks and occupations are left out where the taxonomy is not the coders'. */
export function goldFigures(gold: readonly GoldItem[], taxonomy: Taxonomy, { n, facets }: Evaluation): GoldFigures {
  const told = FACETS.filter((facet) => !OF_TASKS.includes(facet) || knowsTasks(gold, taxonomy));
  const kept = told.map((facet) => {
    const { accuracy, interval, kappa, ceiling } = facets[facet];
    const [lower, upper] = interval;
    return [
      facet,
      {
        accuracy: rounded(accuracy),
        interval: [rounded(lower), rounded(upper)],
        kappa: rounded(kappa),
        ceiling: rounded(ceiling),
      },
    ] as const;
  });
  const calibration = calibrationFigures(Object.fromEntries(told.map((facet) => [facet, facets[facet].calibration])));
  return { hash: goldHash(gold), n, taxonomy: taxonomy.name, facets: Object.fromEntries(kept), calibration };
}

const OF_TASKS: readonly Facet[] = ['occupation', 'task'];

function knowsTasks(gold: readonly GoldItem[], taxonomy: Taxonomy): boolean {
  const codes = taskCodes(taxonomy);
  return gold.every(({ a, b }) => [a.task, b.task].every((id) => id === 'none' || codes.has(id)));
}

/** The beginning of the SHA-256 of a gold set: what was coded, and how. */
function goldHash(gold: readonly GoldItem[]): string {
  return contentHash(gold).slice(0, 16);
}
