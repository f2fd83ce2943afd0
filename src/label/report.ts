import type { Taxonomy } from '../taxonomy/taxonomy.js';
import { type Evaluation, evaluateLabels } from './evaluation.js';
import type { GoldItem } from './gold.js';
import type { LabelInput, Labeller } from './labeller.js';
import { RECALL_DEPTHS, type Recall, retrievalRecall } from './recall.js';

/** How a labeller did on a gold set. */
export interface Report {
  readonly labeller: string;
  readonly evaluation: Evaluation;
  /** Null for a labeller that does not tell what it chooses among. */
  readonly recall: Recall | null;
  /** Conversations a second in the best of the passes, redaction included. */
  readonly rate: number;
}

/** Seconds on a clock that only runs forwards. */
export type Clock = () => number;

/** What a labeller is measured with. */
export interface Measurement {
  readonly clock: Clock;
  /** Seconds over which an unpaid labeller is measured again; 0 for one whose calls cost money: it passes once. */
  readonly seconds: number;
}

/** Has a labeller label a gold set, and compares. */
export async function reportOn(
  labeller: Labeller,
  gold: readonly GoldItem[],
  taxonomy: Taxonomy,
  { clock, seconds }: Measurement,
): Promise<Report> {
  const inputs = gold.map(({ id, turns }) => ({ key: id, turns }));
  const began = clock();
  const results = await labeller.label(inputs);
  const first = clock();
  let best = first - began;
  while (clock() - first < seconds) best = Math.min(best, await timeOf(labeller, inputs, clock));
  const candidates = await labeller.candidates?.(inputs, Math.max(...RECALL_DEPTHS));
  return {
    labeller: labeller.identity.name,
    evaluation: evaluateLabels(gold, results, taxonomy),
    recall: candidates ? retrievalRecall(gold, candidates, taxonomy) : null,
    rate: inputs.length / best,
  };
}

async function timeOf(labeller: Labeller, inputs: readonly LabelInput[], clock: Clock): Promise<number> {
  const start = clock();
  await labeller.label(inputs);
  return clock() - start;
}
