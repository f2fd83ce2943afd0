import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { cohenKappa, evaluateLabels } from '../../src/label/evaluation.js';
import { readGold } from '../../src/label/gold.js';
import type { Label, LabelResult } from '../../src/label/labeller.js';
import type { TaskCode } from '../../src/taxonomy/taxonomy.js';
import { smallTaxonomy } from './small-taxonomy.js';

const taxonomy = smallTaxonomy();
const CONVERSATIONS = ['x', 'y']
  .map((id) => JSON.stringify({ id, messages: [{ role: 'user', content: 'q' }] }))
  .join('\n');
const CODES = `id,coder,soc_major,task_id,also,mode,use_case,confidence
x,a,15,300,301,directive,work,high
x,b,15,301,,directive,work,high
y,a,none,none,,none,personal,low
y,b,27,500,,learning,personal,low
`;

function result(key: string, task: string | null, mode: Label['mode'], useCase: Label['useCase']): LabelResult {
  const confidence = { task: 1, mode: 1, useCase: 1 };
  return {
    key,
    label: {
      outcome: task ? 'task' : 'none',
      task: task as TaskCode | null,
      alternatives: [],
      mode,
      useCase,
      confidence,
    },
  };
}

describe('an evaluation', () => {
  const gold = readGold(CONVERSATIONS, CODES);

  it('counts what either coder accepts, beside the agreement of the two', () => {
    const { facets, n } = evaluateLabels(
      gold,
      [result('x', '301', 'directive', 'work'), result('y', null, 'learning', 'work')],
      taxonomy,
    );
    expect(n).toBe(2);
    expect(facets.task).toMatchObject({ accuracy: 1, ceiling: 0.5, exactAgreement: 0 });
    expect(facets.group).toMatchObject({ accuracy: 1, ceiling: 0.5, kappa: 1 });
    expect(facets.mode).toMatchObject({ accuracy: 1, ceiling: 0.5 });
    expect(facets.use_case).toMatchObject({ accuracy: 0.5, ceiling: 1 });
    expect(facets.use_case.interval[0]).toBeCloseTo(0.0945, 3);
  });

  it('holds what labels state of themselves against how often they are right, where they state it', () => {
    const label = (key: string, task: string | null, confidence: Label['confidence']): LabelResult => {
      const made = result(key, task, 'directive', 'work');
      return made.label.outcome === 'not_classified' ? made : { key, label: { ...made.label, confidence } };
    };
    const labels = [
      label('x', '300', { task: 8000, mode: 10_000, useCase: 5000 }),
      label('y', '200', { task: 2000, mode: 0, useCase: 5000 }),
    ];
    const { facets } = evaluateLabels(gold, labels, taxonomy);
    expect(facets.occupation.calibration).toMatchObject({ ece: expect.closeTo(0.2), brier: expect.closeTo(0.04) });
    expect(facets.task.calibration).toBeNull();
    expect(facets.mode.calibration).toMatchObject({ ece: 0, brier: 0 });
    expect(facets.use_case.calibration).toMatchObject({ ece: 0, brier: 0.25, logLoss: expect.closeTo(Math.LN2) });
    expect(facets.group.calibration).toBeNull();
    expect(evaluateLabels(gold, [], taxonomy).facets.mode.calibration).toBeNull();
  });

  it('counts a missing label as wrong', () => {
    const { facets, notClassified } = evaluateLabels(gold, [result('x', '200', 'directive', 'work')], taxonomy);
    expect([facets.task.accuracy, facets.group.accuracy, facets.mode.accuracy, notClassified]).toEqual([0, 0, 0.5, 1]);
  });

  it('refuses files that do not fit', () => {
    expect(() => readGold(CONVERSATIONS, CODES.replace('y,b', 'z,b'))).toThrow(DataError);
    expect(() => readGold('{"id":1}', CODES)).toThrow(DataError);
    expect(() => readGold(CONVERSATIONS, CODES.replace('15,300', 'fifteen,300'))).toThrow(DataError);
  });
});

describe("Cohen's kappa", () => {
  it('is the textbook value for the textbook table', () => {
    const table: readonly [string, string, number][] = [
      ['y', 'y', 20],
      ['y', 'n', 5],
      ['n', 'y', 10],
      ['n', 'n', 15],
    ];
    const pairs = table.flatMap(([a, b, times]) => Array.from({ length: times }, () => [a, b] as const));
    expect(cohenKappa(pairs)).toBeCloseTo(0.4, 12);
  });
});
