import { expect, it } from 'vitest';
import { heldOutFigures } from '../../src/label/held-out.js';
import type { LabelResult } from '../../src/label/labeller.js';
import type { CorpusRecord } from '../../src/label/training/corpus.js';
import type { TaskCode } from '../../src/taxonomy/taxonomy.js';
import { turns } from './conversations.js';
import { smallTaxonomy } from './small-taxonomy.js';

const record = (id: string, occupation: string | null): CorpusRecord => ({
  id,
  batch: 'x1',
  language: 'en',
  turns: turns('q'),
  occupation,
  title: null,
  description: 'd',
  mode: 'directive',
  useCase: 'work',
});

function labelled(key: string, task: string | null, probability: number): LabelResult {
  const confidence = { task: 10_000 * probability, mode: 10_000, useCase: 0 };
  const outcome = task === null ? 'none' : 'task';
  return {
    key,
    label: {
      outcome,
      task: task as TaskCode | null,
      alternatives: [],
      mode: 'directive',
      useCase: 'personal',
      confidence,
    },
  };
}

it('tells how far confidences are from how often labels are right: a task by the occupations that hold it', () => {
  const records = [record('a', '15-1252.00'), record('b', '15-1252.00'), record('c', null), record('d', '27-3043.00')];
  const results = [labelled('a', '300', 0.9), labelled('b', null, 0.2), labelled('c', null, 0.9)];
  const { calibration } = heldOutFigures(records, results, smallTaxonomy());
  expect(calibration).toEqual({
    occupation: { ece: 0.1333, brier: 0.02, logLoss: 0.1446 },
    mode: { ece: 0, brier: 0, logLoss: 0.0001 },
    use_case: { ece: 0, brier: 0, logLoss: 0.0001 },
  });
});
