import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctPairs } from '../../src/external/distinct.js';

describe('telling pairs apart', () => {
  it('agrees with a plain list of pairs', () => {
    const part = fc.constantFrom('', 'a', 'b', 'a|b', '::');
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part)), (pairs) => {
        const distinct = new DistinctPairs();
        const seen: string[] = [];
        for (const pair of pairs) {
          const text = JSON.stringify(pair);
          expect(distinct.add(...pair)).toBe(!seen.includes(text));
          seen.push(text);
        }
      }),
    );
  });
});
