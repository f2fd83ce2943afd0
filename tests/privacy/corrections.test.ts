import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, placeId } from '../../src/measures/cell.js';
import { buildCells } from '../../src/measures/cells.js';
import { attack, type Finding, publishedPlaces } from '../../src/privacy/attacker.js';
import { attackCorrection } from '../../src/privacy/attacker-corrections.js';
import { decideDisclosure } from '../../src/privacy/disclosure.js';
import type { Earlier } from '../../src/privacy/protection.js';
import { countsOf, type Labelled, taxonomyOf, times } from '../support/counts.js';
import { publishedRows } from '../support/published-rows.js';
import { arbitraryPopulation, SHARED_TASKS } from '../support/samples.js';

const RULES = { minConversations: 4, minAccounts: 2, dominance: 0.6 };
const STRICT = { minConversations: 9, minAccounts: 3, dominance: 0.5 };
const TASKS = taxonomyOf({ '1': ['11-1.00'], '2': ['11-1.00'], '3': ['11-2.00'], '4': ['15-1.00'] });

function publish(sample: readonly Labelled[], rules = RULES, earlier: Earlier = null, taxonomy = SHARED_TASKS) {
  const counts = countsOf(sample, taxonomy);
  return buildCells(counts, taxonomy, decideDisclosure(counts, taxonomy, rules, earlier));
}

/** What a release has published, as the database tells it to the next one. */
function publishedBy(cells: readonly Cell[]): Earlier {
  const places = cells.filter(({ status }) => status === 'published').map(({ key }) => placeId(key));
  return places.length === 0 ? null : new Set(places);
}

/** That the sample has nothing outside of tasks is known from its size and is no secret. */
function secrets(found: Readonly<Record<string, readonly Finding[]>>): string[] {
  return Object.entries(found)
    .flatMap(([where, list]) => list.map(({ place, count }) => `${where}: ${place} = ${count}`))
    .filter((line) => !line.includes(': outcome|'));
}

describe('a release and its correction, taken together', () => {
  it('give nothing away when other floors hold for the same conversations', () => {
    fc.assert(
      fc.property(arbitraryPopulation(SHARED_TASKS), fc.boolean(), (sample, stricterFirst) => {
        const [first, second] = stricterFirst ? [STRICT, RULES] : [RULES, STRICT];
        const release = publish(sample, first);
        const correction = publish(sample, second, publishedBy(release));
        const found = attack([release, correction].flatMap(publishedRows), SHARED_TASKS);
        expect(secrets({ found })).toEqual([]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('give nothing away when conversations come late', () => {
    expect(givenAway(300, publishedBy)).toEqual([]);
  });

  it('would give something away if the correction were decided for itself', () => {
    expect(givenAway(300, () => null)).not.toEqual([]);
  });
});

/** What an attacker finds in populations, each with conversations that come late, when a correction heeds what `told` says. */
function givenAway(populations: number, told: (release: readonly Cell[]) => Earlier): string[] {
  const pair = fc.tuple(arbitraryPopulation(SHARED_TASKS), arbitraryPopulation(SHARED_TASKS, 20));
  return fc.sample(pair, { numRuns: populations, seed: 1 }).flatMap(([sample, late]) => {
    const cells = publish(sample);
    const release = { rows: publishedRows(cells) };
    const correction = { rows: publishedRows(publish([...sample, ...late], RULES, told(cells))) };
    const found = attackCorrection(release, correction, SHARED_TASKS);
    // What the release has printed is no secret any more.
    const printed = publishedPlaces(release.rows);
    return secrets({ ...found, correction: found.correction.filter(({ place }) => !printed.has(place)) });
  });
}

describe('an attacker who has both', () => {
  const rows = (sample: readonly Labelled[], ...hidden: readonly string[]) => {
    const counts = countsOf(sample, TASKS);
    const cells = buildCells(
      counts,
      TASKS,
      new Map(
        counts.tallies.map((tally) => [
          placeId(tally),
          hidden.some((start) => placeId(tally).startsWith(start)) ? ('too_few' as const) : null,
        ]),
      ),
    );
    return { rows: publishedRows(cells) };
  };
  const spread = (n: number, task: string) =>
    Array.from({ length: n }, (_, i) => times(1, { task, account: `a${i}`, replicate: i })).flat();
  const sample = [...spread(5, '1'), ...spread(7, '2'), ...spread(6, '3'), ...spread(8, '4')];
  const NOT_TASKS = ['task_mode|', 'occupation|'];

  it('finds a task that the correction gives away with the one that hid it', () => {
    const before = rows(sample, 'task|task|GLOBAL|1', 'task|task|GLOBAL|2', ...NOT_TASKS);
    const after = rows([...sample, ...spread(4, '4')], 'task|task|GLOBAL|2', 'task|task|GLOBAL|3', ...NOT_TASKS);
    // Tasks 1 and 2 have not grown: nothing but task 4 has.
    const found = attackCorrection(before, after, TASKS);
    expect(found.release).toContainEqual({ place: 'task|task|GLOBAL|2|', count: 7 });
    expect(found.correction).toContainEqual({ place: 'task|task|GLOBAL|3|', count: 6 });
  });

  it('finds that nothing is left for an empty task beside one that was published before', () => {
    const without4 = sample.filter(({ task }) => task !== '4');
    const before = rows(without4, 'task|task|GLOBAL|2', 'task|task|GLOBAL|4', ...NOT_TASKS);
    const after = rows(
      [...without4, ...spread(9, '2')],
      'task|task|GLOBAL|3',
      'task|task|GLOBAL|4',
      'use_case',
      'mode',
      ...NOT_TASKS,
    );
    expect(attackCorrection(before, after, TASKS).correction).toContainEqual({
      place: 'task|task|GLOBAL|4|',
      count: 0,
    });
  });
});
