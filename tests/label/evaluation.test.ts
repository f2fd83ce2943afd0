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
