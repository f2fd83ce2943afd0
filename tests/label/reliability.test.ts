import { describe, expect, it } from 'vitest';
import { reliability, type Stated } from '../../src/label/reliability.js';

const stated = (probability: number, right: number, wrong: number): Stated[] => [
  ...Array.from({ length: right }, () => ({ probability, right: true })),
  ...Array.from({ length: wrong }, () => ({ probability, right: false })),
];

describe('the reliability of stated probabilities', () => {
  it('has no calibration error where each comes true as often as it says', () => {
    const { ece, brier } = reliability([...stated(0.8, 40, 10), ...stated(0.2, 10, 40)]) ?? {};
    expect(ece).toBeCloseTo(0, 12);
    expect(brier).toBeCloseTo(0.16, 12);
  });

  it('is the distance from how often they come true', () => {
    expect(reliability(stated(0.9, 60, 40))).toEqual({
      ece: expect.closeTo(0.3, 12),
      brier: expect.closeTo(0.6 * 0.01 + 0.4 * 0.81, 12),
      logLoss: expect.closeTo(-0.6 * Math.log(0.9) - 0.4 * Math.log(0.1), 12),
    });
  });

  it('does not let too much in one bin make up for too little in another', () => {
    expect(reliability([...stated(0.9, 30, 20), ...stated(0.3, 30, 20)])?.ece).toBeCloseTo(0.3, 12);
  });

  it('does not depend on the order of what is equally probable', () => {
    const pairs = [...stated(0.5, 13, 24), ...stated(0.6, 7, 9)];
    expect(reliability([...pairs].reverse())?.ece).toBe(reliability(pairs)?.ece);
  });

  it('stays finite where somebody was certain and wrong, and is not told of nothing', () => {
    expect(reliability(stated(1, 0, 1))?.logLoss).toBeCloseTo(-Math.log(0.00005), 6);
    expect(reliability([])).toBeNull();
  });
});
