import { describe, expect, it } from 'vitest';
import type { Design } from '../../bench/coverage/design.js';
import type { Row } from '../../bench/coverage/ledger.js';
import { runDesign } from '../../bench/coverage/run-design.js';

// A small part of `npm run bench:coverage`, with a fixed seed: it fails when intervals no longer know that people repeat
// themselves or come back.

const HABITS: Design = {
  skew: 1.5,
  cap: 50,
  icc: 0.3,
  accounts: 500,
  correlated: true,
  recurrence: 0.95,
  behaviour: 'settled',
};

function rowsOf(overrides: Partial<Design>): (score: string) => Row {
  const { rows } = runDesign({ design: { ...HABITS, ...overrides }, populations: 250, seed: 'smoke' });
  return (score) => {
    const row = rows.find((one) => one.score === score);
    if (!row) throw new Error(`Nothing was booked as ${score}.`);
    return row;
  };
}

describe('95 % intervals over 250 populations of people with habits', () => {
  const settled = rowsOf({});

  it.each([
    'share 0.3',
    'reach 0.3',
    'reach 0.05',
    'ratio 0.3',
    'delta share 0.3',
    'delta reach 0.3',
    'delta ratio 0.3',
  ])('hold the truth of %s about that often, and miss it on either side', (score) => {
    const { ok, published } = settled(score).by;
    expect(ok.cells).toBeGreaterThan(0.3 * published.cells);
    expect(ok.coverage).toBeGreaterThan(0.92);
    expect(published.coverage).toBeGreaterThan(0.92);
    expect(published.coverage).toBeLessThan(0.985);
    expect(Math.max(published.below, published.above)).toBeLessThan(0.05);
  });

  it.each(['share 0.3', 'share 0.05', 'ratio 0.3'])('of %s would hold it far less often as binomial ones', (score) => {
    expect(settled(score).rival.coverage).toBeLessThan(0.85);
  });

  it('are hardly wider than the truth allows', () => {
    for (const score of ['share 0.3', 'ratio 0.3', 'delta share 0.3']) {
      expect(settled(score).widthToIdeal).toBeGreaterThan(0.85);
      expect(settled(score).widthToIdeal).toBeLessThan(1.3);
    }
  });

  it('call rare shares of few people anything but ok', () => {
    const { by, published } = settled('share 0.004');
    expect(published).toBeGreaterThan(0);
    expect(by.ok.cells).toBeLessThan(0.1 * by.published.cells + 1);
  });

  it('of changes are narrower where people come back with their habits, and wider where they swap them', () => {
    expect(settled('delta share 0.3').widthToApart).toBeLessThan(0.7);
    const swapped = rowsOf({ behaviour: 'switch' })('delta share 0.3');
    expect(swapped.widthToApart).toBeGreaterThan(1.05);
    expect(swapped.by.ok.coverage).toBeGreaterThan(0.92);
  });
});
