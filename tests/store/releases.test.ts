import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReleases } from '../../src/store/releases.js';
import { type House, openHouse } from '../support/house.js';
import { inventConversations } from '../support/population.js';

const STRICT = { disclosure: { minConversations: 20 } };

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.import(await inventConversations({ months: 1, conversationsPerMonth: 40, accounts: 3 }));
  await house.run('2026-05');
  await house.run('2026-05', { definition: STRICT, reason: 'stricter floors' });
});

afterAll(() => house.close());

describe('a period that is measured as it was before its last correction', () => {
  it('is not taken for the release that was superseded', async () => {
    await expect(house.run('2026-05', { definition: {} })).rejects.toThrow();
    const again = await house.run('2026-05', { reason: 'the floors as they were' });
    expect(again.release).toBe('2026-05.2');
    const releases = await listReleases(house.db, house.index);
    expect(releases.map(({ name, supersededAt }) => [name, supersededAt === null])).toEqual([
      ['2026-05.2', true],
      ['2026-05.1', false],
      ['2026-05', false],
    ]);
  });
});
