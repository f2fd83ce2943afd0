import { beforeAll, describe, expect, it } from 'vitest';
import type { Cell, Estimate } from '../../src/measures/cell.js';
import { parsePeriod } from '../../src/period.js';
import { type Score, scoreShares, totalScore } from '../../src/simulation/scorecard.js';
import { trueShares } from '../../src/simulation/truth.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { simulatedSamples, snapshotOf } from '../support/simulated.js';

// Twelve populations of one month each, all of their labels true. Months of one population would not do: its people
// keep their habits, so that an unlucky population is unlucky in every month.

interface Snapshot {
  readonly cells: readonly Cell[];
  readonly truth: ReadonlyMap<string, number>;
}

const PERIOD = parsePeriod('2026-05');
let snapshots: readonly Snapshot[];

beforeAll(async () => {
  const { taxonomy } = await readStarterTaxonomy();
  snapshots = Array.from({ length: 12 }, (_, i) => {
    const options = {
      seed: `coverage ${i}`,
      firstMonth: PERIOD,
      months: 1,
      conversationsPerMonth: 2000,
      accounts: 700,
    };
    const sample = simulatedSamples(options, taxonomy).get(PERIOD) ?? [];
    return { cells: snapshotOf(sample, taxonomy).cells, truth: trueShares(options, taxonomy, PERIOD) };
  });
});

const coverage = ({ covered, cells }: Score) => covered / cells;

describe('published intervals of quality ok, with true labels', () => {
  it.each([
    'mode/mode',
    'mode/mode_class',
    'occupation/major_group',
    'occupation/occupation',
    'outcome/outcome',
    'task/task',
    'use_case/use_case',
  ])('hold the truth in nine of ten cells or more: %s', (facet) => {
    const score = scoreShares(snapshots).find((one) => one.facet === facet);
    expect(score?.cells).toBeGreaterThanOrEqual(12);
    expect(score && coverage(score)).toBeGreaterThanOrEqual(0.9);
  });

  it('hold the truth in 93 to 99 % of all cells: neither too narrow nor idle', () => {
    const total = totalScore(scoreShares(snapshots));
    expect(total.cells).toBeGreaterThan(300);
    expect(coverage(total)).toBeGreaterThanOrEqual(0.93);
    expect(coverage(total)).toBeLessThanOrEqual(0.99);
  });

  it('would be found out were they half as wide', () => {
    const halved = snapshots.map(({ cells, truth }) => ({ cells: cells.map(halveInterval), truth }));
    expect(coverage(totalScore(scoreShares(halved)))).toBeLessThan(0.8);
  });
});

function halveInterval(cell: Cell): Cell {
  return cell.estimate ? { ...cell, estimate: halved(cell.estimate) } : cell;
}

function halved(estimate: Estimate): Estimate {
  const { value, lower, upper } = estimate;
  return { ...estimate, lower: (value + lower) / 2, upper: (value + upper) / 2 };
}
