import { describe, expect, it } from 'vitest';
import { MANNERS } from '../../src/label/local/manner.js';
import { Retrieval } from '../../src/label/local/retrieval.js';
import { buildWorkIndex } from '../../src/label/local/work-index.js';
import { smallTaxonomy } from './small-taxonomy.js';

const index = buildWorkIndex(smallTaxonomy());
const retrieval = new Retrieval(index);
const query = {
  segments: [{ text: 'write a python program that plans meals for students', weight: 1, repeats: true }],
  manner: MANNERS.map(() => 0.1),
};

describe('the best tasks of a search', () => {
  const all = retrieval.search(query, index.codes.length);

  it('are in order, and every task is among them once', () => {
    expect(new Set(all.map(({ task }) => task)).size).toBe(index.codes.length);
    const sorted = [...all].sort((a, b) => b.score - a.score || a.task - b.task);
    expect(all).toEqual(sorted);
  });

  it('have the scores of the best of all, however few are asked for', () => {
    for (let count = 1; count <= all.length; count++) {
      const scores = retrieval.search(query, count).map(({ score }) => score);
      expect(scores).toEqual(all.slice(0, count).map(({ score }) => score));
    }
  });

  it('are those of one group where one is asked for', () => {
    retrieval.search(query, 1);
    const group = index.groupOf[all[0]?.task ?? 0] ?? 0;
    const own = all.filter(({ task }) => index.groupOf[task] === group);
    expect(retrieval.searchWithin(group, own.length)).toEqual(own);
  });
});
