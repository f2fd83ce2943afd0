import { workerData } from 'piscina';
import type { TaskCode } from '../../taxonomy/taxonomy.js';
import type { LabelInput, LabelResult } from '../labeller.js';
import { openLocalEngine } from './local-labeller.js';

/** What is asked of `candidatesChunk`. */
export interface CandidatesRequest {
  readonly inputs: readonly LabelInput[];
  readonly count: number;
}

const engine = openLocalEngine(workerData);

/** What a worker thread does, as the pool calls it by name. */
export function labelChunk(inputs: readonly LabelInput[]): readonly LabelResult[] {
  return inputs.map((input) => engine.label(input));
}

/** The candidates of one conversation after the other. */
export function candidatesChunk({ inputs, count }: CandidatesRequest): readonly (readonly TaskCode[])[] {
  return inputs.map((input) => engine.candidates(input, count));
}
