import { describe, expect, it } from 'vitest';
import { carry, carryWithin } from '../../src/new-tasks/carry.js';
import type { Group, NewTask, Predecessor } from '../../src/new-tasks/new-task.js';
import { unit } from '../../src/new-tasks/term-vectors.js';

const centroid = (terms: string) => unit(new Map([...terms].map((term) => [term, 1])));
const estimate = (value: number) => ({
  value,
  lower: 0.8 * value,
  upper: 1.2 * value,
  standardError: 0.1 * value,
  df: 40,
  effectiveN: 300,
});

/** A group of some terms (one letter each) that makes a share of the sample. */
const group = (terms: string, share = 0.1): Group => ({
  words: [...terms],
  centroid: centroid(terms),
  n: Math.round(1000 * share),
  accounts: 20,
  estimate: estimate(share),
  quality: 'ok',
});
const earlier = (id: string, terms: string, more: Partial<Predecessor> = {}): Predecessor => ({
  id,
  words: [...terms],
  centroid: centroid(terms),
  estimate: estimate(0.1),
  live: true,
  ...more,
});
const told = (tasks: readonly NewTask[]) => tasks.map(({ id, event, related }) => [id, event, ...related].join(' '));

describe('from one period to the next', () => {
  it('a group that nothing was like is born, and numbered in its period', () => {
    expect(told(carry('2026-06', [group('ab'), group('cd')], []))).toEqual(['2026-06-1 birth', '2026-06-2 birth']);
  });

  it('one that is found again keeps its id, and grows or declines only where the intervals are apart', () => {
    const then = [earlier('2026-05-1', 'abc')];
    expect(told(carry('2026-06', [group('abd', 0.11)], then))).toEqual(['2026-05-1 carried']);
    expect(told(carry('2026-06', [group('abd', 0.2)], then))).toEqual(['2026-05-1 growth']);
    expect(told(carry('2026-06', [group('abd', 0.05)], then))).toEqual(['2026-05-1 decline']);
    const otherwise = [earlier('2026-05-1', 'abc', { estimate: null })];
    expect(told(carry('2026-06', [group('abd', 0.2)], otherwise))).toEqual(['2026-05-1 carried']);
  });

  it('the part most like the whole keeps the id, the other was split off', () => {
    const tasks = carry('2026-06', [group('abc'), group('cd')], [earlier('2026-05-1', 'abcd')]);
    expect(told(tasks)).toEqual(['2026-05-1 carried', '2026-06-1 split 2026-05-1']);
  });

  it('what went into one group is told of both', () => {
    const tasks = carry('2026-06', [group('abcde')], [earlier('2026-05-1', 'abc'), earlier('2026-05-2', 'de')]);
    expect(told(tasks)).toEqual(['2026-05-1 merge 2026-05-1 2026-05-2', '2026-05-2 absorbed 2026-05-1']);
    expect(tasks[1]?.size).toBeNull();
  });

  it('what is not found again is dead, once; and may return under its id', () => {
    expect(told(carry('2026-06', [], [earlier('2026-05-1', 'abc')]))).toEqual(['2026-05-1 death']);
    const gone = [earlier('2026-05-1', 'abc', { live: false })];
    expect(told(carry('2026-07', [], gone))).toEqual([]);
    expect(told(carry('2026-07', [group('abc')], gone))).toEqual(['2026-05-1 return']);
  });
});

describe('in a correction', () => {
  const published = carry('2026-06', [group('ab'), group('cd')], [earlier('2026-05-1', 'xyz')]);

  it('no group is published that the release did not publish, and what was said of the others stays', () => {
    const tasks = carryWithin([group('abe', 0.3), group('fg')], published);
    expect(told(tasks)).toEqual(['2026-05-1 death', '2026-06-1 birth']);
    expect(tasks[1]).toMatchObject({ words: ['a', 'b'], size: { n: 300 } });
    expect(carryWithin([group('ab')], [])).toEqual([]);
  });

  it('equal groups give what was published', () => {
    expect(carryWithin([group('ab'), group('cd')], published)).toEqual(published);
  });
});
