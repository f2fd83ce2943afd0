import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta } from '../../src/diffusion/delta.js';
import { computeDeltas, type Side } from '../../src/diffusion/deltas.js';
import { cellId } from '../../src/measures/cell.js';
import { buildCells } from '../../src/measures/cells.js';
import { conversation, countsOf, everything, type Labelled, taxonomyOf, times } from '../support/counts.js';
import { arbitrarySample, SHARED_TASKS } from '../support/samples.js';

const TWO_TASKS = taxonomyOf({ '1': ['11-1.00'], '2': ['15-1.00'] });

function side(sample: readonly Labelled[], taxonomy = TWO_TASKS, factors: Readonly<Record<number, number>> = {}): Side {
  const counts = countsOf(sample, taxonomy, factors);
  return { counts, taxonomy, cells: buildCells(counts, taxonomy, everything(counts, taxonomy)) };
}

/** Each of 40 accounts has ten conversations, of which `ones(account)` are about task 1. */
function habits(ones: (account: number) => number, name = 'a'): Labelled[] {
  return Array.from({ length: 40 }, (_, account) => {
    const who = { account: `${name}${account}`, replicate: name === 'a' ? account : 100 + account };
    const n = ones(account);
    return [...times(n, { ...who, task: '1' }), ...times(10 - n, { ...who, task: '2' })];
  }).flat();
}

const TASK_ONE = 'task|task|GLOBAL|1||share.with_task';

function deltaOf(deltas: readonly Delta[], id: string): Delta {
  const found = deltas.find(({ key }) => cellId(key) === id);
  if (!found) throw new Error(`No delta of ${id}.`);
  return found;
}

describe('a snapshot against itself', () => {
  it('has changed nowhere', () => {
    fc.assert(
      fc.property(arbitrarySample(SHARED_TASKS), (sample) => {
        const same = side(sample, SHARED_TASKS);
        const deltas = computeDeltas(same, same);
        expect(deltas.length).toBe(same.cells.filter(({ status }) => status === 'published').length);
        for (const { delta, lower, upper, verdict } of deltas) {
          expect(delta).toBe(0);
          expect(lower).toBeLessThanOrEqual(0);
          expect(upper).toBeGreaterThanOrEqual(0);
          expect(verdict).toBe('no_clear_change');
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a change', () => {
  const early = habits((account) => account % 10);
  const late = habits((account) => Math.min(10, (account % 10) + 2));

  it('is the later value less the earlier, inside its interval', () => {
    const { from, to, delta, lower, upper } = deltaOf(computeDeltas(side(early), side(late)), TASK_ONE);
    expect(from).toBeCloseTo(0.45, 12);
    expect(delta).toBe(to - from);
    expect(lower).toBeLessThan(delta);
    expect(upper).toBeGreaterThan(delta);
  });

  it('has a narrower interval where the same accounts come back than where others do', () => {
    const again = deltaOf(computeDeltas(side(early), side(late)), TASK_ONE);
    const strangers = late.map((one) => ({ ...one, account: `b${one.account}`, replicate: 100 + one.replicate }));
    const others = deltaOf(computeDeltas(side(early), side(strangers)), TASK_ONE);
    expect(others.delta).toBeCloseTo(again.delta, 12);
    expect(again.upper - again.lower).toBeLessThan(0.7 * (others.upper - others.lower));
    expect(again.verdict).toBe('up');
    expect(again.standardError).toBeLessThan(others.standardError);
  });

  it('is opposite the other way round', () => {
    const there = deltaOf(computeDeltas(side(early), side(late)), TASK_ONE);
    const back = deltaOf(computeDeltas(side(late), side(early)), TASK_ONE);
    expect(back.delta).toBeCloseTo(-there.delta, 12);
    expect(back.lower).toBeCloseTo(-there.upper, 12);
    expect(back.upper).toBeCloseTo(-there.lower, 12);
    expect([there.verdict, back.verdict]).toEqual(['up', 'down']);
  });

  it('has the worse quality of the two', () => {
    const few = [conversation({ task: '1' }), conversation({ task: '2', account: 'b', replicate: 1 })];
    expect(deltaOf(computeDeltas(side(early), side(few)), TASK_ONE).quality).toBe('unreliable');
  });

  it('is told only of what both sides publish', () => {
    const withheld = { ...side(late), cells: side(late).cells.filter(({ key }) => key.facet !== 'task') };
    expect(computeDeltas(side(early), withheld).some(({ key }) => key.facet === 'task')).toBe(false);
  });
});

describe('changes of reach', () => {
  const early = side(habits((account) => account % 10));
  const measures = (deltas: readonly Delta[]) => new Set(deltas.map(({ key }) => key.measure));

  it('are told at one sampling fraction', () => {
    expect(measures(computeDeltas(early, early))).toEqual(new Set(['share', 'reach']));
  });

  it('are left out when the sampling fraction differs', () => {
    const fuller = side(
      habits((account) => account % 10),
      TWO_TASKS,
      { 0: 2 },
    );
    expect(measures(computeDeltas(early, fuller))).toEqual(new Set(['share']));
  });
});

describe('deltas', () => {
  it('come sorted by cell', () => {
    const same = side(habits((account) => account % 10));
    const ids = computeDeltas(same, same).map(({ key }) => cellId(key));
    expect(ids).toEqual([...ids].sort());
  });
});
