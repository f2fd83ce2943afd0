import { describe, expect, it } from 'vitest';
import {
  type ExternalMethod,
  type ExternalSnapshot,
  type ExternalValue,
  externalIncomparability,
  externalModes,
  externalPlaces,
  externalUsage,
} from '../../src/measures/external.js';
import { compareExternal } from '../../src/measures/external-delta.js';
import { perCapitaIndex } from '../../src/measures/per-capita.js';
import { taxonomyOf } from '../support/counts.js';

const taxonomy = taxonomyOf({ a: ['11-1011.00'], b: ['15-1252.00'], c: ['15-1252.00'] });
const METHOD: ExternalMethod = {
  publisher: 'somebody',
  platform: 'chat',
  outcomes: ['with_task', 'none'],
  floor: { conversations: 15, accounts: 5 },
  taxonomy: 'test-1',
  counts: 'published',
};

function value(overrides: Partial<ExternalValue>): ExternalValue {
  return {
    facet: 'task',
    level: 'task',
    geography: 'GLOBAL',
    key: 'a',
    key2: '',
    variable: 'count',
    value: 1,
    ...overrides,
  };
}

function release(
  tasks: Readonly<Record<string, number>>,
  method: Partial<ExternalMethod> = {},
  more: readonly ExternalValue[] = [],
  name = 'r1',
): ExternalSnapshot {
  const variable = method.counts === 'none' ? ('percent' as const) : ('count' as const);
  const values = Object.entries(tasks).map(([key, count]) => value({ key, variable, value: count }));
  return { name, dateStart: null, dateEnd: null, method: { ...METHOD, ...method }, values: [...values, ...more] };
}

describe('an external release', () => {
  it('gives usage by task, none apart, what is not classified left out', () => {
    const { usage, unknown } = externalUsage(
      release({ ' A ': 20, b: 30, none: 5, not_classified: 99, z: 1 }),
      taxonomy,
    );
    expect([...usage.counts, usage.none]).toEqual([20, 30, 0, 5]);
    expect(unknown).toEqual([{ task: 'z', count: 1 }]);
    expect(usage.recipe).toMatchObject({ unit: 'conversations', floor: 15 });
  });

  it('gives percentages where it tells no counts', () => {
    expect(externalUsage(release({ a: 60, b: 40 }, { counts: 'none' }), taxonomy).usage.recipe.unit).toBe('percent');
  });

  it('leaves other places out of the whole', () => {
    const germany = value({ geography: 'DE', value: 500 });
    expect(externalUsage(release({ a: 20 }, {}, [germany]), taxonomy).usage.counts[0]).toBe(20);
  });

  it('gives modes however they are written, and places with their people', () => {
    const more = [
      value({ facet: 'mode', key: 'feedback loop', value: 3 }),
      value({ facet: 'mode', key: 'not_classified', value: 7 }),
      value({ facet: 'place', level: 'country', key: 'DE', value: 300 }),
      value({ facet: 'place', level: 'country', key: 'FR', value: 100 }),
      value({ facet: 'place', level: 'state_us', key: 'CA', value: 200 }),
    ];
    const snapshot = release({ a: 20 }, {}, more);
    expect(externalModes(snapshot)).toMatchObject({ modes: { feedback_loop: 3, none: 0 }, withheld: 7 });
    const places = externalPlaces(
      snapshot,
      'country',
      new Map([
        ['DE', 80],
        ['FR', 80],
      ]),
    );
    const [germany, france] = perCapitaIndex(places, { denominator: 'all_with_population', floor: 200 });
    expect([germany?.index, france?.missing]).toEqual([1.5, 'below_floor']);
  });
});

describe('two external releases', () => {
  it.each([
    ['platforms', { platform: 'api' }, 'platform (chat against api)'],
    ['floors', { floor: { conversations: 100, accounts: 5 } }, 'floor (15 conversations and 5 accounts against 100'],
    ['taxonomies', { taxonomy: 'other' }, 'taxonomy (test-1 against other)'],
  ])('of different %s are refused, with both sides named', (_, method, reason) => {
    const comparison = compareExternal(release({ a: 20 }), release({ a: 20 }, method), taxonomy, 'with_task');
    expect(comparison.refusal).toContain(reason);
    expect(comparison.deltas).toEqual([]);
  });

  it('of different outcomes are refused on the base that mixes them, and only there', () => {
    const later = release({ a: 20 }, { outcomes: ['with_task', 'none', 'not_classified'] });
    expect(externalIncomparability(release({ a: 20 }), later, 'sample')).toContain('base (with_task, none against');
    expect(externalIncomparability(release({ a: 20 }), later, 'with_task')).toBeNull();
  });

  it('that measure alike have changes with errors, and tasks below the floor instead of zeros', () => {
    const [from, to] = [release({ a: 40, b: 60 }), release({ a: 100, c: 100 }, {}, [], 'r2')];
    const { deltas, belowFloor } = compareExternal(from, to, taxonomy, 'with_task');
    const group = deltas.find(({ facet, key }) => facet === 'group' && key === '11-0000');
    expect(group?.delta).toBeCloseTo(0.1, 12);
    expect(group?.standardError).toBeCloseTo(Math.sqrt((0.4 * 0.6) / 99 + (0.5 * 0.5) / 199), 12);
    expect(deltas.filter(({ facet }) => facet === 'task').map(({ key }) => key)).toEqual(['a']);
    expect(Object.fromEntries(belowFloor)).toEqual({ r1: ['c'], r2: ['b'] });
  });

  it('of percentages have changes without errors', () => {
    const percent = (tasks: Readonly<Record<string, number>>) => release(tasks, { counts: 'none' });
    const { deltas } = compareExternal(percent({ a: 40, b: 60 }), percent({ a: 50, b: 50 }), taxonomy, 'with_task');
    expect(deltas[0]).toMatchObject({ facet: 'group', standardError: null });
  });
});
