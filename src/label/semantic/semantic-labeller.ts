import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../config.js';
import { projectRoot } from '../../paths.js';
import type { Taxonomy } from '../../taxonomy/taxonomy.js';
import type { LabelInput, Labeller } from '../labeller.js';
import { shippedCalibration } from '../local/calibration.js';
import type { Features } from '../local/features.js';
import type { LearnedGroups } from '../local/group-evidence.js';
import { localIdentity } from '../local/identity.js';
import { type LinearModel, LinearScorer, readModel } from '../local/linear.js';
import { headOf, LocalEngine } from '../local/local-labeller.js';
import { shippedWeights } from '../local/weights.js';
import { ENCODING, type Encoder, openEncoder, openingOf } from './encoder.js';

/** How the meaning of a request is used. */
export const SEMANTIC = {
  /** What the encoder tells of the group counts so much beside the words. */
  groupWeight: 2,
  /** Components of a vector are multiplied by this, to be learned from. */
  scale: 4,
} as const;

/** Where training puts what it learned from the vectors of the corpus. */
export const SEMANTIC_WEIGHTS_FILE = join(projectRoot, 'src', 'label', 'semantic', 'weights.bin');

const PLACES = Int32Array.from({ length: ENCODING.dimensions + 1 }, (_, at) => at);

/** A vector as features: its components, and a constant. */
export function vectorFeatures(vector: Float32Array): Features {
  const values = new Float32Array(ENCODING.dimensions + 1);
  vector.forEach((component, at) => {
    values[at] = component * SEMANTIC.scale;
  });
  values[ENCODING.dimensions] = 1;
  return { buckets: PLACES, values };
}

/**
 * The `semantic` labeller: `local`, helped by the meaning of how a conversation begins when it chooses the group. Slower by
 * a factor of thirty. The encoder is loaded at the first conversation.
 */
export function createSemanticLabeller(taxonomy: Taxonomy, open: () => Promise<Encoder> = openEncoder): Labeller {
  const calibration = shippedCalibration('semantic');
  const engine = new LocalEngine(taxonomy, shippedWeights().model, calibration);
  const bytes = readFileSync(SEMANTIC_WEIGHTS_FILE);
  const groupsOf = groupReader(readModel(bytes));
  let encoder: Promise<Encoder> | undefined;
  const learn = async ({ turns }: LabelInput): Promise<readonly LearnedGroups[]> => {
    encoder ??= open();
    const encode = await encoder;
    return [groupsOf(vectorFeatures(encode(openingOf(turns))))];
  };
  const local = localIdentity(taxonomy.name);
  const own = {
    ...ENCODING,
    ...SEMANTIC,
    semanticWeights: contentHash([...bytes]).slice(0, 16),
    calibration: contentHash(calibration).slice(0, 16),
  };
  return {
    identity: { ...local, name: 'semantic', rules: { ...local.rules, ...own } },
    label: (batch, signal) => oneByOne(batch, async (input) => engine.label(input, await learn(input)), signal),
    candidates: (batch, count, signal) =>
      oneByOne(batch, async (input) => engine.candidates(input, count, await learn(input)), signal),
    close: () => Promise.resolve(),
  };
}

/** What a model over vectors tells of the group. */
export function groupReader(model: LinearModel): (features: Features) => LearnedGroups {
  const scorer = new LinearScorer(model);
  const { classes } = headOf(model, 'group');
  return (features) => ({ classes, logs: scorer.score(features).get('group') ?? [], weight: SEMANTIC.groupWeight });
}

/** What is made of each input. An encoding takes milliseconds, so whatever else waits has its turn after each. */
async function oneByOne<T>(
  batch: readonly LabelInput[],
  make: (input: LabelInput) => Promise<T>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (const input of batch) {
    signal?.throwIfAborted();
    results.push(await make(input));
    await new Promise(setImmediate);
  }
  return results;
}
