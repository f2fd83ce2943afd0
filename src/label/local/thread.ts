import { workerData } from 'piscina';
import type { LabelInput, LabelResult } from '../labeller.js';
import { LocalEngine } from './local-labeller.js';

const engine = new LocalEngine(workerData);

/** What a worker thread does, as the pool calls it by name. */
export function labelChunk(inputs: readonly LabelInput[]): readonly LabelResult[] {
  return inputs.map((input) => engine.label(input));
}
