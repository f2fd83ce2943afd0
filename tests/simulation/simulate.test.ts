import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { MODES, USE_CASES } from '../../src/label/labeller.js';
import { placeId } from '../../src/measures/cell.js';
import { globalPlace, MODE_CLASSES } from '../../src/measures/universe.js';
import { parsePeriod, periodBounds, shiftPeriod } from '../../src/period.js';
import { type PopulationOptions, simulate } from '../../src/simulation/simulate.js';
import { trueShares } from '../../src/simulation/truth.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';

const FIRST = parsePeriod('2026-05');
const options = (overrides: Partial<PopulationOptions> = {}): PopulationOptions => ({
  seed: 'a',
  firstMonth: FIRST,
  months: 3,
  conversationsPerMonth: 400,
  accounts: 150,
  ...overrides,
});

let taxonomy: Taxonomy;
beforeAll(async () => {
  ({ taxonomy } = await readStarterTaxonomy());
});

function bytes(population: PopulationOptions): string {
  const hash = createHash('sha256');
  for (const one of simulate(population, taxonomy)) hash.update(JSON.stringify(one));
  return hash.digest('hex');
}

describe('a simulated population', () => {
  it('is the same to the byte for the same seed, and another for another', () => {
    expect(bytes(options())).toBe(bytes(options()));
    expect(bytes(options({ seed: 'b' }))).not.toBe(bytes(options()));
  });

  it('writes in its months, about as much as it is told, no id twice', () => {
    const all = [...simulate(options(), taxonomy)].map(({ conversation }) => conversation);
    expect(Math.abs(all.length - 1200)).toBeLessThan(150);
    expect(new Set(all.map(({ externalId }) => externalId)).size).toBe(all.length);
    const { start } = periodBounds(FIRST, 'UTC');
    const { end } = periodBounds(shiftPeriod(FIRST, 2), 'UTC');
    expect(all.filter(({ startedAt }) => startedAt < start || startedAt >= end)).toEqual([]);
  });

  it('has people who come back, who are new and who are gone', () => {
    const months = new Map<string, Set<string>>();
    for (const { conversation } of simulate(options({ accounts: 300, conversationsPerMonth: 1500 }), taxonomy)) {
      const month = conversation.startedAt.toISOString().slice(0, 7);
      months.set(month, (months.get(month) ?? new Set()).add(conversation.accountId));
    }
    const [first, , last] = [...months.values()];
    const back = [...(first ?? [])].filter((account) => last?.has(account));
    expect(back.length / (first?.size ?? 0)).toBeGreaterThan(0.4);
    expect(back.length).toBeLessThan(Math.min(first?.size ?? 0, last?.size ?? 0));
  });

  it('has a few people who make much of the whole', () => {
    const counts = new Map<string, number>();
    for (const { conversation } of simulate(options({ months: 1, conversationsPerMonth: 3000 }), taxonomy))
      counts.set(conversation.accountId, (counts.get(conversation.accountId) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = sorted.slice(0, Math.ceil(sorted.length / 10)).reduce((sum, n) => sum + n, 0);
    expect(top / sorted.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0.25);
  });
});

describe('the truth of a month', () => {
  const families = () => ({
    tasks: taxonomy.tasks.map(({ code }) => globalPlace('task', 'task', code)),
    occupations: taxonomy.occupations.map(({ code }) => globalPlace('occupation', 'occupation', code)),
    groups: taxonomy.majorGroups.map(({ code }) => globalPlace('occupation', 'major_group', code)),
    modes: MODES.map((key) => globalPlace('mode', 'mode', key)),
    classes: MODE_CLASSES.map((key) => globalPlace('mode', 'mode_class', key)),
    useCases: USE_CASES.map((key) => globalPlace('use_case', 'use_case', key)),
    outcomes: ['with_task', 'none'].map((key) => globalPlace('outcome', 'outcome', key)),
    modesOfATask: MODES.map((key) => globalPlace('task_mode', 'task', taxonomy.tasks[7]?.code ?? '', key)),
  });

  it.each([0, 2, 5])('sums to 1 in every family, month %s', (month) => {
    const truth = trueShares(options(), taxonomy, shiftPeriod(FIRST, month));
    for (const [name, places] of Object.entries(families())) {
      const shares = places.map((place) => truth.get(placeId(place)) ?? 0);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      expect(
        shares.reduce((sum, share) => sum + share, 0),
        name,
      ).toBeCloseTo(1, 10);
    }
  });

  it('moves from month to month: a group enters, an occupation leaves, more is delegated', () => {
    const share = (month: number, ...place: Parameters<typeof globalPlace>) =>
      trueShares(options(), taxonomy, shiftPeriod(FIRST, month)).get(placeId(globalPlace(...place))) ?? 0;
    expect(share(5, 'occupation', 'major_group', '23-0000')).toBeGreaterThan(
      5 * share(0, 'occupation', 'major_group', '23-0000'),
    );
    expect(share(5, 'occupation', 'occupation', '27-3091.00')).toBeLessThan(
      0.3 * share(0, 'occupation', 'occupation', '27-3091.00'),
    );
    expect(share(5, 'mode', 'mode_class', 'automation')).toBeGreaterThan(share(0, 'mode', 'mode_class', 'automation'));
  });
});
