import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeys } from '../../src/conversations/keys.js';
import { eraseAccount } from '../../src/store/erase.js';
import { planMigrations } from '../../src/store/migrate.js';
import { type House, openHouse, TEST_KEY } from '../support/house.js';
import { inventConversations } from '../support/population.js';

let house: House;
let person: { source: string; accountId: string };
const NOW = new Date('2026-11-06T00:00:00Z');

beforeAll(async () => {
  house = await openHouse();
  const conversations = await inventConversations({ months: 1 });
  const [first] = conversations;
  if (!first) throw new Error('There are no conversations.');
  person = { source: first.source, accountId: first.accountId };
  // Somebody else who has said the same as the person once, and nothing else.
  const twin = { ...first, externalId: 'twin', accountId: 'twin' };
  await house.import([...conversations, twin]);
  await house.run('2026-05');
});

afterAll(() => house.close());

const pseudonym = () => createKeys(TEST_KEY).pseudonym(person.source, person.accountId);
const query = async (sql: string, values: unknown[] = []) => (await house.db.pool.query(sql, values)).rows;

describe('erasing an account', () => {
  it('waits for a run that has drawn it', async () => {
    await query("update run set status = 'awaiting_review'");
    await expect(eraseAccount(house.db, person.source, pseudonym(), NOW)).rejects.toThrow(/under way/);
  });

  it('waits for no run that somebody cancelled, and removes everything of it, and only what nobody else has said too', async () => {
    await query("update run set status = 'cancelled'");
    const own = `select c.account_id as account, v.id, v.content_hash from conversation_version v
      join conversation c on c.id = v.conversation_id join account a on a.id = c.account_id where a.pseudonym = $1`;
    const versions = await query(own, [pseudonym()]);
    const before = await query('select * from tally order by facet, level, geography, key, key2, stratum, cohort');
    const labels = await query("select encode(content_hash, 'hex') as hash from label");
    const erased = await eraseAccount(house.db, person.source, pseudonym(), NOW);
    expect(erased).toMatchObject({ conversations: versions.length, versions: versions.length, texts: versions.length });
    expect(erased.places).toBe(versions.length);
    expect(await query(own, [pseudonym()])).toEqual([]);
    const ids = versions.map(({ id }) => id);
    expect(await query('select from conversation_text where version_id = any ($1)', [ids])).toEqual([]);
    const hashes = new Set(versions.map(({ content_hash }) => content_hash.toString('hex')));
    const left = new Set(
      (await query("select encode(content_hash, 'hex') as hash from label")).map(({ hash }) => hash),
    );
    const held = new Set(
      (await query("select encode(content_hash, 'hex') as hash from conversation_version")).map(({ hash }) => hash),
    );
    for (const { hash } of labels) expect(left.has(hash)).toBe(!hashes.has(hash) || held.has(hash));
    expect([...hashes].filter((hash) => left.has(hash)).length).toBeGreaterThan(0);
    // What was frozen stays, to the last count.
    expect(await query('select * from tally order by facet, level, geography, key, key2, stratum, cohort')).toEqual(
      before,
    );
  });

  it('has the next run draw anew, from what is left', async () => {
    const { runId } = await house.run('2026-05', { dryRun: true });
    const rows = await query(
      'select s.drawn, (select count(*)::int from sample_member m where m.sample_id = s.id) as members from run r join sample s on s.id = r.sample_id where r.id = $1',
      [runId],
    );
    expect(rows[0].drawn).toBe(rows[0].members);
  });

  it('says so when there is nothing to erase', async () => {
    await expect(eraseAccount(house.db, person.source, pseudonym(), NOW)).rejects.toThrow(/Nothing is kept/);
  });
});

it('a plan of migrations is empty for a database that has them all', async () => {
  expect(await planMigrations(house.db.url)).toEqual([]);
  const elsewhere = new URL(house.db.url);
  elsewhere.pathname = '/not_there';
  const plan = await planMigrations(elsewhere.href);
  expect(plan[0]).toMatchObject({ name: '20261101000000_init', sql: expect.stringContaining('CREATE TABLE') });
});
