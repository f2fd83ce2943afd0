import { describe, expect, it } from 'vitest';
import { confusion } from '../../src/label/confusion.js';
import type { GoldCode, GoldItem } from '../../src/label/gold.js';
import { retrievalRecall } from '../../src/label/recall.js';
import type { TaskCode } from '../../src/taxonomy/taxonomy.js';
import { smallTaxonomy } from './small-taxonomy.js';

const code = (task: string, ...also: string[]): GoldCode => ({
  group: 'none',
  task,
  also,
  mode: 'none',
  useCase: 'work',
});
const item = (id: string, a: GoldCode, b: GoldCode): GoldItem => ({ id, turns: [], a, b });
const list = (...codes: string[]) => codes as TaskCode[];

describe('the recall of a retrieval', () => {
  const gold = [
    item('first', code('300'), code('none')),
    item('second', code('301', '302'), code('400')),
    item('nowhere', code('100'), code('100')),
    item('no task', code('none'), code('none')),
  ];

  it('counts the conversations that hold a task for which either coder accepts an early candidate', () => {
    const candidates = [list('300'), list('500', '302'), list('500'), list('500')];
    expect(retrievalRecall(gold, candidates, smallTaxonomy())).toEqual({ 1: 1 / 3, 10: 2 / 3, 25: 2 / 3 });
  });

  it('looks no further than it says', () => {
    const late = list(...Array.from({ length: 25 }, (_, at) => (at === 10 ? '300' : '500')));
    expect(retrievalRecall(gold.slice(0, 1), [late], smallTaxonomy())).toEqual({ 1: 0, 10: 0, 25: 1 });
  });

  it('is unknown where no conversation holds a task', () => {
    expect(retrievalRecall(gold.slice(3), [[]], smallTaxonomy())).toEqual({ 1: null, 10: null, 25: null });
  });
});

describe('a confusion table', () => {
  it('shows what became of each coded value, the most frequent first', () => {
    expect(
      confusion([
        ['15', '15'],
        ['27', '15'],
        ['15', '27'],
        ['15', '15'],
        ['11', 'none'],
      ]),
    ).toEqual([
      {
        coder: '15',
        n: 3,
        same: 2 / 3,
        labels: [
          ['15', 2],
          ['27', 1],
        ],
      },
      { coder: '11', n: 1, same: 0, labels: [['none', 1]] },
      { coder: '27', n: 1, same: 0, labels: [['15', 1]] },
    ]);
  });
});
