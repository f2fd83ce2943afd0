import { expect, it } from 'vitest';
import { withRepairs } from '../../bench/faults/demand.js';
import { countPurchases } from '../../bench/faults/purchases.js';

it('counts an answer that mends one for two conversations as bought twice only from the third time on', () => {
  const needed = withRepairs(new Map([['choice', 2]]), new Map([['repair', 'choice']]));
  const bought = (times: number) => new Map([['repair', Array.from({ length: times }, () => new Date(0))]]);
  expect(countPurchases(bought(2), new Map(), needed).unkept).toBe(0);
  expect(countPurchases(bought(3), new Map(), needed).unkept).toBe(1);
});
