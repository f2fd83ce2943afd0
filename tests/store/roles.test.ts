import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { type House, openHouse } from '../support/house.js';
import { inventConversations } from '../support/population.js';

let house: House;
let client: PoolClient;
/** Roles belong to the whole server, which other tests use too: they go when the transaction is given up. */
const roles = readFileSync(join(projectRoot, 'docs', 'roles.sql'), 'utf8');

beforeAll(async () => {
  house = await openHouse();
  await house.import(await inventConversations({ months: 1 }));
  await house.run('2026-05');
  client = await house.db.pool.connect();
  await client.query('begin');
  await client.query(roles);
});

afterAll(async () => {
  await client.query('rollback');
  client.release();
  await house.close();
});

/** Tries one statement as a role, and takes it back. */
async function as(role: string, sql: string): Promise<number> {
  await client.query('savepoint before');
  try {
    await client.query(`set local role ${role}`);
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.query('rollback to savepoint before');
  }
}

describe('the role of workers', () => {
  it.each([
    ['change a cell', 'update cell set n = n + 1', /frozen/],
    ['remove a tally', 'delete from tally', /frozen/],
    ['thaw a snapshot', 'update snapshot set frozen_at = null, content_hash = null', /frozen/],
    ['put the guards aside', 'alter table cell disable trigger user', /must be owner/],
    ['pose as a replica, for which no trigger fires', 'set session_replication_role = replica', /permission denied/],
    ['empty a table', 'truncate cell', /permission denied/],
    ['rewrite what was migrated', 'delete from _prisma_migrations', /permission denied/],
  ])('cannot %s', async (_, sql, refusal) => {
    await expect(as('tidemark_worker', sql)).rejects.toThrow(refusal);
  });

  it('can do its work', async () => {
    expect(await as('tidemark_worker', "update run set stage = 'done'")).toBe(1);
    expect(await as('tidemark_worker', 'select from conversation_text limit 1')).toBe(1);
  });
});

it('readers see releases and no text', async () => {
  expect(await as('tidemark_reader', 'select name from release')).toBe(1);
  await expect(as('tidemark_reader', 'select from conversation_text')).rejects.toThrow(/permission denied/);
});
