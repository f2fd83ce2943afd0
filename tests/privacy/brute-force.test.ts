import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeId } from '../../src/measures/cell.js';
import type { Decisions } from '../../src/measures/cells.js';
import { globalPlace } from '../../src/measures/universe.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { countsOf, type Labelled, taxonomyOf } from '../support/counts.js';
import { arbitraryPopulation } from '../support/samples.js';

const LOW = { minConversations: 3, minAccounts: 2, dominance: 0.7 };

const TINY: Taxonomy = taxonomyOf({
  '1': ['11-1.00'],
  '2': ['11-1.00', '11-2.00'],
  '3': ['11-1.00', '11-2.00', '15-1.00'],
  '4': ['15-1.00'],
});

const codes = TINY.tasks.map(({ code }) => code);
const holders = TINY.tasks.map((task) => task.holders.map(({ occupation }) => occupation));

/** What a release tells of a world of task counts, in sixths of conversations. */
function told(world: readonly number[], decisions: Decisions): string {
  const open = (level: 'occupation' | 'major_group', code: string) =>
    decisions.get(placeId(globalPlace('occupation', level, code))) === null;
  const tasks = codes.map((code, i) =>
    decisions.get(placeId(globalPlace('task', 'task', code))) === null ? world[i] : '-',
  );
  const sums = (['occupation', 'major_group'] as const).flatMap((level) => {
    const list = level === 'occupation' ? TINY.occupations : TINY.majorGroups;
    return list
      .filter(({ code }) => open(level, code))
      .flatMap(({ code }) => {
        const parts = holders.map(
          (held) => held.filter((h) => (level === 'occupation' ? h === code : h.startsWith(code.slice(0, 2)))).length,
        );
        const whole = world.reduce((sum, n, i) => sum + ((parts[i] ?? 0) > 0 ? n : 0), 0);
        const shared = world.reduce((sum, n, i) => sum + (6 * n * (parts[i] ?? 0)) / (holders[i]?.length ?? 1), 0);
        return [whole, shared];
      });
  });
  return [...tasks, ...sums].join(' ');
}

/** Every way to divide a total among four tasks. */
function* worlds(total: number): Generator<number[]> {
  for (let a = 0; a <= total; a += 1)
    for (let b = 0; a + b <= total; b += 1)
      for (let c = 0; a + b + c <= total; c += 1) yield [a, b, c, total - a - b - c];
}

function taskCounts(sample: readonly Labelled[]): number[] {
  return codes.map((code) => sample.filter(({ outcome, task }) => outcome === 'with_task' && task === code).length);
}

describe('of all the worlds that fit a release', () => {
  it('no withheld task has the same count in each', () => {
    fc.assert(
      fc.property(arbitraryPopulation(TINY, 10), (sample) => {
        const world = taskCounts(sample);
        const total = world.reduce((sum, n) => sum + n, 0);
        const decisions = decideDisclosure(countsOf(sample, TINY), TINY, LOW);
        fc.pre(decisions.get(placeId(globalPlace('outcome', 'outcome', 'with_task'))) === null);
        const tells = told(world, decisions);
        const fitting = [...worlds(total)].filter((other) => told(other, decisions) === tells);
        for (const [i, code] of codes.entries()) {
          if (decisions.get(placeId(globalPlace('task', 'task', code))) === null) continue;
          expect(new Set(fitting.map((other) => other[i])).size, `task ${code} of ${world}: ${tells}`).toBeGreaterThan(
            1,
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});
