import type { Turn } from '../../conversations/conversation.js';
import { MODES } from '../labeller.js';
import { readConversation } from '../local/cut.js';
import { FEATURES, FeatureReader, type Features } from '../local/features.js';
import type { Head, LinearModel } from '../local/linear.js';
import { type CorpusRecord, descriptionOf, groupOf } from './corpus.js';
import { type Example, type LogisticOptions, trainLogistic } from './logistic.js';

/** How the shipped weights were made. */
export const TRAINING: LogisticOptions = { epochs: 10, rate: 0.5, decay: 2e-4, seed: 'local-3' };

interface Question {
  readonly name: string;
  classesOf(records: readonly CorpusRecord[]): readonly string[];
  answer(record: CorpusRecord): string;
  /** Whether its answer can be learned from descriptions too: they say what is done, not how it is asked for. */
  readonly described: boolean;
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'group',
    classesOf: (records) => [...new Set(records.map(groupOf))].sort(),
    answer: groupOf,
    described: true,
  },
  { name: 'mode', classesOf: () => MODES, answer: ({ mode }) => mode, described: false },
  {
    name: 'use_case',
    classesOf: () => ['work', 'coursework', 'personal'],
    answer: ({ useCase }) => useCase,
    described: false,
  },
];

/** Trains all heads. Same records, in the same order, and options: the same bytes. */
export function trainModel(records: readonly CorpusRecord[], options: LogisticOptions = TRAINING): LinearModel {
  const reader = new FeatureReader();
  const requests = records.map(({ turns }) => reader.read(readConversation(turns)));
  const descriptions = records.map((record) => reader.read(readConversation([asTurn(record)])));
  const trained = QUESTIONS.map(({ name, classesOf, answer, described }) => {
    const classes = classesOf(records);
    const targets = records.map((one) => classes.indexOf(answer(one)));
    const examples = [requests, described ? descriptions : []].flatMap((features) => examplesOf(features, targets));
    return { name, classes, weights: trainLogistic(examples, FEATURES.buckets, classes.length, options) };
  });
  return quantise(FEATURES.buckets, trained);
}

/** What a record is about, as if somebody asked for it. */
function asTurn(record: CorpusRecord): Turn {
  return { role: 'user', text: descriptionOf(record) };
}

function examplesOf(features: readonly Features[], targets: readonly number[]): Example[] {
  return features.flatMap((one, at) => {
    const target = targets[at] ?? -1;
    return target < 0 ? [] : [{ features: one, target }];
  });
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
