import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../src/period.js';
import { simulate } from '../../src/simulation/simulate.js';
import type { Database } from '../../src/store/database.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { type House, openHouse } from '../support/house.js';

const REFUSED = /frozen/;

let house: House;
let db: Database;

beforeAll(async () => {
  house = await openHouse();
  db = house.db;
  const { taxonomy } = await readStarterTaxonomy();
  const population = {
    seed: 'frozen',
    firstMonth: parsePeriod('2026-05'),
    months: 2,
    conversationsPerMonth: 400,
    accounts: 150,
  };
  await house.import([...simulate(population, taxonomy)].map(({ conversation }) => conversation));
  await house.run('2026-05');
  await house.run('2026-06');
});

afterAll(() => house.close());

describe('a frozen snapshot', () => {
  const changes = {
    'adding a tally': `insert into tally select s.id, 'task', 'task', 'GLOBAL', 'x', '', -1, 'all', 0, 0, 0, 0, 0, repeat('0', 256)::bit(256), '{}', '{}', '{}' from snapshot s`,
    'changing a tally': 'update tally set n = n + 1, accounts = accounts',
    'removing tallies': 'delete from tally',
    'emptying the tallies': 'truncate tally',
    'adding a cell': `insert into cell (snapshot_id, cell_key_id, n, accounts, status) select s.id, k.id, 0, 0, 'suppressed' from snapshot s, cell_key k where not exists (select from cell c where c.snapshot_id = s.id and c.cell_key_id = k.id) limit 1`,
    'changing a cell': 'update cell set n = n + 1',
    'removing cells': 'delete from cell',
    'emptying the cells': 'truncate cell',
    'changing frame counts': 'update frame_count set frame_n = frame_n + 1',
    'removing frame counts': 'delete from frame_count',
    'changing a delta': 'update delta set delta = 0, lower = 0, upper = 0',
    'removing deltas': 'delete from delta',
    'adding a delta': `insert into delta select c.id, k.id, 0, 0, 0, 0, 1, 'ok', 'up' from comparison c, cell_key k where not exists (select from delta d where d.comparison_id = c.id and d.cell_key_id = k.id) limit 1`,
    'thawing it': 'update snapshot set frozen_at = null, content_hash = null',
    'renaming its period': `update snapshot set period = '2020-01'`,
    'removing it': 'delete from snapshot',
    'thawing a comparison': 'update comparison set frozen_at = null',
    'removing a comparison': 'delete from comparison',
    'emptying everything': 'truncate snapshot cascade',
  };

  it.each(Object.entries(changes))('refuses %s', async (_, sql) => {
    await expect(db.pool.query(sql)).rejects.toThrow(REFUSED);
  });

  it('is still what it was', async () => {
    const { rows } = await db.pool.query('select count(*)::int as n from snapshot where frozen_at is not null');
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('is found again, not made anew, when the same period is run again', async () => {
    const again = await house.run('2026-06');
    const { rows } = await db.pool.query('select period, vintage from snapshot order by period, vintage');
    expect(rows).toEqual([
      { period: '2026-05', vintage: 1 },
      { period: '2026-06', vintage: 1 },
    ]);
    expect(again.release).toBe('2026-06');
  });
});
