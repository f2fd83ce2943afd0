import fc from 'fast-check';
import { MODES, USE_CASES } from '../../src/label/labeller.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { type Labelled, taxonomyOf } from './counts.js';

/** Two groups of two occupations, with a task of each alone and tasks that two or three share. */
export const SHARED_TASKS: Taxonomy = taxonomyOf({
  '1': ['11-1.00'],
  '2': ['11-1.00', '11-2.00'],
  '3': ['11-2.00', '15-1.00'],
  '4': ['15-1.00', '15-2.00', '11-1.00'],
  '5': ['15-2.00'],
  '6': ['15-2.00'],
});

/** A sample of a few dozen accounts, each with a replicate and source of its own. */
export function arbitrarySample(taxonomy: Taxonomy, strata = 1, maxLength = 150): fc.Arbitrary<Labelled[]> {
  const one = fc.record({
    user: fc.nat(30),
    outcome: fc.constantFrom('with_task', 'with_task', 'with_task', 'none', 'not_classified'),
    task: fc.constantFrom(...taxonomy.tasks.map(({ code }) => code)),
    mode: fc.constantFrom(...MODES),
    useCase: fc.constantFrom(...USE_CASES),
  });
  const placed = one.map(({ user, ...labels }) => ({
    ...labels,
    account: `user-${user}`,
    replicate: (user * 37) % 13,
    stratum: user % strata,
  }));
  return fc.array(placed, { minLength: 1, maxLength }) as fc.Arbitrary<Labelled[]>;
}

/** Groups of like conversations by few accounts: large and small cells, dominated ones, and empty ones. */
export function arbitraryPopulation(taxonomy: Taxonomy, habits = 80): fc.Arbitrary<Labelled[]> {
  const habit = fc.record({
    user: fc.nat(9),
    times: fc.constantFrom(1, 1, 2, 3, 5, 9),
    outcome: fc.constantFrom('with_task', 'with_task', 'with_task', 'none', 'not_classified'),
    task: fc.constantFrom(...taxonomy.tasks.map(({ code }) => code)),
    mode: fc.constantFrom(...MODES),
    useCase: fc.constantFrom(...USE_CASES),
  });
  const conversations = habit.map(({ user, times, ...labels }): Labelled[] =>
    Array.from(
      { length: times },
      () => ({ ...labels, account: `user-${user}`, replicate: user, stratum: 0 }) as Labelled,
    ),
  );
  return fc.array(conversations, { minLength: 5, maxLength: habits, size: 'max' }).map((list) => list.flat());
}
