import { MODES } from '../labeller.js';
import { readConversation } from '../local/cut.js';
import { FEATURES, FeatureReader, type Features } from '../local/features.js';
import type { Head, LinearModel } from '../local/linear.js';
import { type CorpusRecord, groupOf } from './corpus.js';
import { type LogisticOptions, trainLogistic } from './logistic.js';

/** How the shipped weights were made. */
export const TRAINING: LogisticOptions = { epochs: 10, rate: 0.1, decay: 1e-5, seed: 'local-2' };

/** What is learned: the major group, the mode and the use case. */
const QUESTIONS: readonly (readonly [
  string,
  (records: readonly CorpusRecord[]) => readonly string[],
  (record: CorpusRecord) => string,
])[] = [
  ['group', (records) => [...new Set(records.map(groupOf))].sort(), groupOf],
  ['mode', () => MODES, ({ mode }) => mode],
  ['use_case', () => ['work', 'coursework', 'personal'], ({ useCase }) => useCase],
];

/** Trains all heads. Same records, in the same order, and options: the same bytes. */
export function trainModel(records: readonly CorpusRecord[], options: LogisticOptions = TRAINING): LinearModel {
  const reader = new FeatureReader();
  const features = records.map(({ turns }) => reader.read(readConversation(turns)));
  const trained = QUESTIONS.map(([name, classesOf, answer]) => {
    const classes = classesOf(records);
    return {
      name,
      classes,
      weights: trainHead(
        features,
        records.map((one) => classes.indexOf(answer(one))),
        classes.length,
        options,
      ),
    };
  });
  return quantise(FEATURES.buckets, trained);
}

/** How the weights over sentence vectors were made. */
export const VECTOR_TRAINING: LogisticOptions = { epochs: 10, rate: 0.05, decay: 1e-2, seed: 'semantic-1' };

/** Trains the head for groups on vectors of requests and descriptions. */
export function trainVectorModel(
  examples: readonly { readonly features: Features; readonly group: string }[],
  buckets: number,
): LinearModel {
  const classes = [...new Set(examples.map(({ group }) => group))].sort();
  const targets = examples.map(({ features, group }) => ({ features, target: classes.indexOf(group) }));
  const weights = trainLogistic(targets, buckets, classes.length, VECTOR_TRAINING);
  return quantise(buckets, [{ name: 'group', classes, weights }]);
}

interface TrainedHead {
  readonly name: string;
  readonly classes: readonly string[];
  readonly weights: Float32Array;
}

function quantise(buckets: number, trained: readonly TrainedHead[]): LinearModel {
  const heads = trained.map(
    ({ name, classes, weights }): Head => ({ name, classes, scales: scalesOf(weights, classes.length) }),
  );
  const weights = trained.map((head) => head.weights);
  return { buckets, heads, weights: interleave(buckets, weights, heads) };
}

function trainHead(
  features: readonly Features[],
  targets: readonly number[],
  classes: number,
  options: LogisticOptions,
): Float32Array {
  const examples = features.flatMap((one, at) => {
    const target = targets[at] ?? -1;
    return target < 0 ? [] : [{ features: one, target }];
  });
  return trainLogistic(examples, FEATURES.buckets, classes, options);
}

/** What a whole number of each class stands for: the largest weight becomes 127. */
function scalesOf(weights: Float32Array, classes: number): readonly number[] {
  const most = new Float64Array(classes);
  weights.forEach((weight, place) => {
    const c = place % classes;
    most[c] = Math.max(most[c] ?? 0, Math.abs(weight));
  });
  return [...most].map((one) => (one === 0 ? 1 : Number((one / 127).toPrecision(6))));
}

/** Puts the heads side by side, in whole numbers. */
function interleave(buckets: number, weights: readonly Float32Array[], heads: readonly Head[]): Int8Array {
  const columns = heads.reduce((sum, { classes }) => sum + classes.length, 0);
  const whole = new Int8Array(buckets * columns);
  let start = 0;
  heads.forEach(({ classes, scales }, at) => {
    for (let bucket = 0; bucket < buckets; bucket++) {
      for (let c = 0; c < classes.length; c++) {
        const weight = weights[at]?.[bucket * classes.length + c] ?? 0;
        whole[bucket * columns + start + c] = Math.max(-127, Math.min(127, Math.round(weight / (scales[c] ?? 1))));
      }
    }
    start += classes.length;
  });
  return whole;
}
