import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES, USE_CASES } from '../../src/label/labeller.js';
import { type Cell, cellId } from '../../src/measures/cell.js';
import { buildCells } from '../../src/measures/cells.js';
import { ALL_STRATA } from '../../src/measures/tally.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import {
  conversation,
  countsOf,
  everything,
  type Labelled,
  publishAll,
  RULES,
  taxonomyOf,
  times,
} from '../support/counts.js';
import { arbitrarySample, SHARED_TASKS } from '../support/samples.js';

const TWO_TASKS = taxonomyOf({ '1': ['11-1.00'], '2': ['15-1.00'] });

function shareAt(cells: readonly Cell[], id: string): number | undefined {
  return cells.find((cell) => cellId(cell.key) === id)?.estimate?.value;
}

/** The sum of the published values at a facet, level and measure. */
function total(
  cells: readonly Cell[],
  facet: string,
  level: string,
  keep: (cell: Cell) => boolean = () => true,
): number {
  return cells
    .filter(({ key }) => key.facet === facet && key.level === level && key.measure === 'share')
    .filter(keep)
    .reduce((sum, { estimate }) => sum + (estimate?.value ?? 0), 0);
}

const samplesWithTask = arbitrarySample(SHARED_TASKS).filter((sample) =>
  sample.some(({ outcome, mode }) => outcome === 'with_task' && mode !== 'none'),
);

describe('shares, with everything published,', () => {
  it('sum to one over every level that divides a base', () => {
    fc.assert(
      fc.property(samplesWithTask, (sample) => {
        const cells = publishAll(sample, SHARED_TASKS);
        const levels = [
          ['outcome', 'outcome'],
          ['task', 'task'],
          ['occupation', 'occupation'],
          ['occupation', 'major_group'],
          ['mode', 'mode'],
          ['mode', 'mode_class'],
          ['use_case', 'use_case'],
        ] as const;
        for (const [facet, level] of levels) expect(total(cells, facet, level)).toBeCloseTo(1, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('of a task by mode sum to one over its modes', () => {
    fc.assert(
      fc.property(samplesWithTask, (sample) => {
        const cells = publishAll(sample, SHARED_TASKS);
        const tasks = new Set(cells.filter(({ key }) => key.facet === 'task_mode').map(({ key }) => key.key));
        for (const task of tasks)
          expect(total(cells, 'task_mode', 'task', ({ key }) => key.key === task)).toBeCloseTo(1, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('of occupations sum to those of their group', () => {
    fc.assert(
      fc.property(samplesWithTask, (sample) => {
        const cells = publishAll(sample, SHARED_TASKS);
        for (const group of ['11', '15']) {
          const inGroup = ({ key }: Cell) => key.key.startsWith(group);
          expect(total(cells, 'occupation', 'occupation', inGroup)).toBeCloseTo(
            total(cells, 'occupation', 'major_group', inGroup),
            12,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('split a shared task equally among its holders', () => {
    const taxonomy = taxonomyOf({ '1': ['11-1.00', '11-2.00', '15-1.00'], '2': ['15-1.00'] });
    const cells = publishAll([...times(3, { task: '1' }), ...times(1, { task: '2', account: 'b' })], taxonomy);
    expect(shareAt(cells, 'occupation|occupation|GLOBAL|11-1.00||share.with_task')).toBeCloseTo(1 / 4, 12);
    expect(shareAt(cells, 'occupation|occupation|GLOBAL|15-1.00||share.with_task')).toBeCloseTo(2 / 4, 12);
    expect(shareAt(cells, 'occupation|major_group|GLOBAL|11-0000||share.with_task')).toBeCloseTo(2 / 4, 12);
    const whole = cells.find(({ key }) => key.key === '11-0000');
    expect(whole?.n).toBe(3);
  });

  it('of mode classes leave out the mode none', () => {
    const modes = ['directive', 'learning', 'validation', 'none', 'none'] as const;
    const cells = publishAll(
      modes.map((mode) => conversation({ mode })),
      TWO_TASKS,
    );
    expect(shareAt(cells, 'mode|mode_class|GLOBAL|automation||share.five_modes')).toBeCloseTo(1 / 3, 12);
    expect(shareAt(cells, 'mode|mode|GLOBAL|none||share.with_task')).toBeCloseTo(2 / 5, 12);
  });
});

describe('strata', () => {
  it('weigh as in the frame', () => {
    // Stratum 0: 4 drawn of 40, one about task 1. Stratum 1: 2 drawn of 2, both about task 1.
    const sample = [
      conversation({ task: '1' }),
      ...times(3, { task: '2', account: 'b', replicate: 1 }),
      ...times(2, { task: '1', account: 'c', replicate: 2, stratum: 1 }),
    ];
    const cells = publishAll(sample, TWO_TASKS, { 0: 10, 1: 1 });
    expect(shareAt(cells, 'task|task|GLOBAL|1||share.with_task')).toBeCloseTo((10 + 2) / 42, 12);
    expect(shareAt(cells, 'occupation|major_group|GLOBAL|15-0000||share.with_task')).toBeCloseTo(30 / 42, 12);
    expect(cells.find(({ key }) => key.facet === 'task' && key.key === '1')?.n).toBe(3);
  });

  it('do not matter where all are sampled alike', () => {
    fc.assert(
      fc.property(arbitrarySample(SHARED_TASKS, 3), (sample) => {
        const flat = sample.map((one) => ({ ...one, stratum: 0 }));
        const [a, b] = [publishAll(sample, SHARED_TASKS, { 0: 2, 1: 2, 2: 2 }), publishAll(flat, SHARED_TASKS)];
        expect(a.map(({ estimate }) => estimate?.value)).toEqual(b.map(({ estimate }) => estimate?.value));
      }),
      { numRuns: 30 },
    );
  });
});

describe('reach', () => {
  it('counts accounts, not conversations, over all accounts of the sample', () => {
    const sample = [
      ...times(5, { account: 'a', task: '1' }),
      ...times(1, { account: 'b', task: '1', replicate: 1 }),
      ...times(1, { account: 'b', task: '2', replicate: 1 }),
      ...times(2, { account: 'c', outcome: 'none', replicate: 2 }),
    ];
    const cells = publishAll(sample, TWO_TASKS);
    expect(shareAt(cells, 'task|task|GLOBAL|1||reach.accounts')).toBeCloseTo(2 / 3, 12);
    expect(shareAt(cells, 'occupation|occupation|GLOBAL|15-1.00||reach.accounts')).toBeCloseTo(1 / 3, 12);
    expect(shareAt(cells, 'use_case|use_case|GLOBAL|work||reach.accounts')).toBeCloseTo(2 / 3, 12);
  });
});

describe('tallies', () => {
  it('over replicates equal their totals', () => {
    fc.assert(
      fc.property(arbitrarySample(SHARED_TASKS, 2), (sample) => {
        for (const { n, accounts, replicates, top1, top2 } of countsOf(sample, SHARED_TASKS).tallies) {
          expect(replicates.reduce((sum, replicate) => sum + replicate.n, 0)).toBe(n);
          expect(replicates.reduce((sum, replicate) => sum + replicate.m, 0)).toBe(accounts);
          expect(top1 + top2).toBeLessThanOrEqual(n);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('over strata equal their totals', () => {
    fc.assert(
      fc.property(arbitrarySample(SHARED_TASKS, 3), (sample) => {
        const { tallies } = countsOf(sample, SHARED_TASKS);
        const strata = tallies.filter(({ stratum }) => stratum !== ALL_STRATA);
        fc.pre(strata.length > 0);
        const n = (list: readonly { n: number }[]) => list.reduce((sum, tally) => sum + tally.n, 0);
        expect(n(strata)).toBe(n(tallies) - n(strata));
      }),
      { numRuns: 30 },
    );
  });
});

describe('cells', () => {
  it('do not depend on the order of conversations, tallies or frame rows', () => {
    const shuffled = samplesWithTask.chain((sample) =>
      fc.tuple(
        fc.constant(sample),
        fc.shuffledSubarray(sample, { minLength: sample.length, maxLength: sample.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([sample, other]) => {
        expect(publishAll(other, SHARED_TASKS)).toEqual(publishAll(sample, SHARED_TASKS));
      }),
      { numRuns: 30 },
    );
  });

  it('have intervals that hold the value and lie between nought and one', () => {
    fc.assert(
      fc.property(arbitrarySample(SHARED_TASKS, 2), (sample) => {
        for (const { estimate, n } of publishAll(sample, SHARED_TASKS, { 0: 1, 1: 3 })) {
          if (estimate === null) continue;
          expect(estimate.lower).toBeGreaterThanOrEqual(0);
          expect(estimate.lower).toBeLessThanOrEqual(estimate.value);
          expect(estimate.upper).toBeGreaterThanOrEqual(estimate.value);
          expect(estimate.upper).toBeLessThanOrEqual(1);
          expect(estimate.df).toBeGreaterThanOrEqual(1);
          expect(estimate.effectiveN).toBeGreaterThan(0);
          expect(n).toBeGreaterThan(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('list every place of the small universes, counted or not', () => {
    const ids = publishAll([conversation()], TWO_TASKS).map(({ key }) => `${key.facet} ${key.key}`);
    for (const mode of MODES) expect(ids).toContain(`mode ${mode}`);
    for (const useCase of USE_CASES) expect(ids).toContain(`use_case ${useCase}`);
    expect(ids).toContain('occupation 15-0000');
  });

  it('stay as they are when what is withheld changes', () => {
    fc.assert(
      fc.property(samplesWithTask, (sample) => {
        const counts = countsOf(sample, SHARED_TASKS);
        const decisions = new Map(everything(counts, SHARED_TASKS));
        decisions.set('task|task|GLOBAL|6|', 'too_few');
        const recast = sample.map((one) => (one.task === '6' ? { ...one, account: `${one.account}x` } : one));
        const published = (list: readonly Cell[]) =>
          list.filter(({ key, status }) => status === 'published' && key.facet === 'task' && key.measure === 'share');
        const again = buildCells(countsOf(recast, SHARED_TASKS), SHARED_TASKS, decisions);
        expect(published(again)).toEqual(published(buildCells(counts, SHARED_TASKS, decisions)));
      }),
      { numRuns: 20 },
    );
  });

  it('of one account are not published', () => {
    const counts = countsOf(times(500), TWO_TASKS);
    const cells = buildCells(counts, TWO_TASKS, decideDisclosure(counts, TWO_TASKS, RULES));
    expect(cells.filter(({ status }) => status === 'published')).toEqual([]);
    expect(cells.every(({ estimate, quality }) => estimate === null && quality === null)).toBe(true);
  });

  it('of one replicate are as uncertain as a single observation', () => {
    const sample = [...times(30, { task: '1' }), ...times(30, { task: '2', account: 'b' })];
    const cell = publishAll(sample, TWO_TASKS).find(({ key }) => key.facet === 'task' && key.key === '1');
    expect(cell?.estimate?.value).toBe(0.5);
    expect(cell?.estimate?.df).toBe(1);
    expect(cell?.quality).toBe('unreliable');
  });

  it('are reviewed at best where one account makes too much of the sample, but for reach', () => {
    const others = Array.from({ length: 300 }, (_, i) =>
      ['1', '2'].map((task) => conversation({ account: `${i}`, replicate: i % 256, task })),
    ).flat();
    const qualities = (sample: readonly Labelled[], measure: string) =>
      publishAll(sample, TWO_TASKS)
        .filter(({ key }) => key.facet === 'task' && key.measure === measure)
        .map(({ quality }) => quality);
    const heavy = [...others, ...times(36, { account: '0', task: '1' })];
    expect(qualities(others, 'share')).toEqual(['ok', 'ok']);
    expect(qualities(heavy, 'share')).toEqual(['review', 'review']);
    expect(qualities(heavy, 'reach')).toEqual(['ok', 'ok']);
  });
});
