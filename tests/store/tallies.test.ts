import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODES, USE_CASES } from '../../src/label/labeller.js';
import { placeId } from '../../src/measures/cell.js';
import { ALL_STRATA, type Tally } from '../../src/measures/tally.js';
import { parsePeriod } from '../../src/period.js';
import { simulate } from '../../src/simulation/simulate.js';
import { readCounts } from '../../src/store/tallies.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { type House, openHouse } from '../support/house.js';

interface Row {
  readonly account: string;
  readonly replicate: number;
  readonly outcome: number;
  readonly task: string | null;
  readonly mode: number;
  readonly use_case: number;
}

/** The same count, the plain way: every row of the sample put into every place that it belongs to. */
function placesOf(row: Row, taxonomy: Taxonomy): string[] {
  const outcome = `outcome|outcome|GLOBAL|${['with_task', 'none', 'not_classified'][row.outcome]}|`;
  if (row.outcome !== 0) return [outcome];
  const mode = MODES[row.mode] ?? '';
  const task = taxonomy.tasks.find(({ code }) => code === row.task);
  const occupations = [...new Set(task?.holders.map(({ occupation }) => occupation))];
  const groups = [
    ...new Set(
      occupations.map((code) => taxonomy.occupations.find((occupation) => occupation.code === code)?.majorGroup),
    ),
  ];
  const group = row.mode === 0 ? [] : [`mode|mode_class|GLOBAL|${row.mode <= 2 ? 'automation' : 'augmentation'}|`];
  return [
    outcome,
    `task|task|GLOBAL|${row.task}|`,
    ...occupations.map((code) => `occupation|occupation|GLOBAL|${code}|`),
    ...groups.map((code) => `occupation|major_group|GLOBAL|${code}|`),
    `mode|mode|GLOBAL|${mode}|`,
    ...group,
    `use_case|use_case|GLOBAL|${USE_CASES[row.use_case]}|`,
    `task_mode|task|GLOBAL|${row.task}|${mode}`,
  ];
}

function naive(rows: readonly Row[], taxonomy: Taxonomy) {
  const places = new Map<string, Row[]>();
  for (const row of rows)
    for (const place of placesOf(row, taxonomy)) places.set(place, [...(places.get(place) ?? []), row]);
  return new Map(
    [...places].map(([place, members]) => {
      const byAccount = new Map<string, number>();
      for (const { account } of members) byAccount.set(account, (byAccount.get(account) ?? 0) + 1);
      const [top1 = 0, top2 = 0] = [...byAccount.values()].sort((a, b) => b - a);
      const replicates = [...new Set(members.map(({ replicate }) => replicate))]
        .sort((a, b) => a - b)
        .map((replicate) => {
          const inside = members.filter((member) => member.replicate === replicate);
          return { replicate, n: inside.length, m: new Set(inside.map(({ account }) => account)).size };
        });
      return [place, { n: members.length, accounts: byAccount.size, top1, top2, replicates }] as const;
    }),
  );
}

describe('tallies of a run', () => {
  let house: House;
  let taxonomy: Taxonomy;
  let tallies: readonly Tally[];
  let rows: Row[];

  beforeAll(async () => {
    house = await openHouse();
    ({ taxonomy } = await readStarterTaxonomy());
    const population = {
      seed: 'tallies',
      firstMonth: parsePeriod('2026-05'),
      months: 1,
      conversationsPerMonth: 700,
      accounts: 120,
    };
    await house.import([...simulate(population, taxonomy)].map(({ conversation }) => conversation));
    await house.run('2026-05', { dryRun: true });
    const { db } = house;
    const snapshot = await db.prisma.snapshot.findFirstOrThrow();
    tallies = (await readCounts(db, snapshot.id)).tallies;
    const members = await db.pool.query<Row>(
      `select m.account_id::text as account, m.replicate, l.outcome, t.code as task, l.mode, l.use_case
       from sample_member m join label l on l.content_hash = m.content_hash left join task_text t on t.id = l.task_text_id`,
    );
    rows = members.rows;
  });

  afterAll(() => house.close());

  it('are those of a plain count, at every place', () => {
    const expected = naive(rows, taxonomy);
    const totals = tallies.filter(({ stratum, cohort }) => stratum === ALL_STRATA && cohort === 'all');
    expect(totals.map(placeId).sort()).toEqual([...expected.keys()].sort());
    for (const { n, accounts, top1, top2, replicates, ...place } of totals) {
      expect({ n, accounts, top1, top2, replicates }).toEqual(expected.get(placeId(place)));
    }
  });

  it('know accounts by their turn in the draw, each in a group of its own while there are no more than groups', () => {
    for (const { accounts, accountGroups } of tallies)
      expect(accountGroups.toString(2).replaceAll('0', '')).toHaveLength(accounts);
  });

  it('split into new and returning accounts without remainder', () => {
    const groups = tallies.filter(({ level, stratum }) => level === 'major_group' && stratum === ALL_STRATA);
    for (const total of groups.filter(({ cohort }) => cohort === 'all')) {
      const parts = groups.filter((tally) => tally.cohort !== 'all' && tally.key === total.key);
      expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(total.n);
      expect(parts.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(total.accounts);
    }
  });
});
