import { describe, expect, it } from 'vitest';
import { type Cell, cellId } from '../../src/measures/cell.js';
import { buildCells } from '../../src/measures/cells.js';
import { explainCell } from '../../src/measures/explain.js';
import { conversation, countsOf, everything, taxonomyOf, times } from '../support/counts.js';

const TAXONOMY = taxonomyOf({ '1': ['11-1.00'], '2': ['15-1.00'], '3': ['15-1.00'] });
const SAMPLE = Array.from({ length: 40 }, (_, i) => [
  ...times(1 + (i % 3), { account: `user-${i}`, replicate: i, task: '1' }),
  conversation({ account: `user-${i}`, replicate: i, task: '2' }),
]).flat();
const COUNTS = countsOf(SAMPLE, TAXONOMY);
const CELLS = buildCells(COUNTS, TAXONOMY, everything(COUNTS, TAXONOMY));

function explain(key: string, cells: readonly Cell[] = CELLS): Readonly<Record<string, unknown>> {
  const cell = cells.find((one) => cellId(one.key) === key);
  if (!cell) throw new Error(`There is no cell ${key}.`);
  return explainCell(cell, COUNTS, cells, TAXONOMY);
}

describe('the explanation of a cell', () => {
  it('holds what the cell says, and the parts that it was made of', () => {
    const id = 'task|task|GLOBAL|1||share.with_task';
    const cell = CELLS.find((one) => cellId(one.key) === id);
    const parts = explain(id);
    expect(parts).toMatchObject({ cell: id, status: 'published', why: null, n: 79, accounts: 40, baseN: 119 });
    expect(parts).toMatchObject(cell?.estimate ?? {});
    expect(parts).toMatchObject({ largestAccounts: [3, 3], replicates: 40 });
    expect(Number(parts.designEffect)).toBeGreaterThanOrEqual(1);
  });

  it('of a withheld cell says why, and what it would have been', () => {
    const id = 'task|task|GLOBAL|1||share.with_task';
    const decisions = new Map(everything(COUNTS, TAXONOMY)).set('task|task|GLOBAL|1|', 'too_few');
    const parts = explain(id, buildCells(COUNTS, TAXONOMY, decisions));
    expect(parts).toMatchObject({ status: 'suppressed', why: 'too_few', n: 79, value: 79 / 119 });
  });

  it('of an empty cell says that there is nothing', () => {
    expect(explain('mode|mode|GLOBAL|learning||share.with_task')).toMatchObject({ why: 'none', n: 0, accounts: 0 });
  });
});
