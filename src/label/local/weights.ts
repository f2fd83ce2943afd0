import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../paths.js';
import { type LinearModel, readModel } from './linear.js';

/** Where `npm run train` puts what it learned. */
export const WEIGHTS_FILE = join(projectRoot, 'src', 'label', 'local', 'weights.bin');

/** The weights that ship with the project, and the beginning of their SHA-256. */
export interface Weights {
  readonly model: LinearModel;
  readonly hash: string;
}

let loaded: Weights | undefined;

/** Reads the shipped weights, once. */
export function shippedWeights(): Weights {
  loaded ??= readWeights(readFileSync(WEIGHTS_FILE));
  return loaded;
}

function readWeights(bytes: Uint8Array): Weights {
  return { model: readModel(bytes), hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
}
