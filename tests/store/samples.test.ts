import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normaliseConfig } from '../../src/config.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { parsePeriod, periodBounds } from '../../src/period.js';
import { allocate } from '../../src/sample/allocation.js';
import { drawKey } from '../../src/sample/draw.js';
import type { Database } from '../../src/store/database.js';
import { recordIndexVersion } from '../../src/store/indices.js';
import { currentBatch, drawSample, readShard, type SampleRequest } from '../../src/store/samples.js';
import { type House, openHouse } from '../support/house.js';

const conversation = (n: number, overrides: Partial<Conversation> = {}): Conversation => ({
  source: n % 5 === 0 ? 'b' : 'a',
  externalId: `c${n}`,
  accountId: `u${n % 17}`,
  startedAt: new Date(Date.UTC(2026, 4 + (n % 3), 1 + (n % 27), n % 24)),
  updatedAt: null,
  turns: [
    { role: 'user', text: `question number ${n}` },
    { role: 'assistant', text: 'answer' },
  ],
  language: null,
  product: null,
  plan: null,
  model: null,
  country: null,
  region: null,
  ...overrides,
});

const all = Array.from({ length: 600 }, (_, n) => conversation(n));
const { indices } = normaliseConfig({ indices: { default: {} } });

async function request(db: Database, overrides: Partial<SampleRequest> = {}): Promise<SampleRequest> {
  const definition = indices['default'];
  if (!definition) throw new Error('no index');
  const { indexVersionId } = await recordIndexVersion(db, 'default', definition);
  return {
    indexVersionId,
    period: '2026-05',
    bounds: periodBounds(parsePeriod('2026-05'), 'UTC'),
    sources: 'all',
    seed: 'seed',
    batchId: (await currentBatch(db)) ?? 0,
    sampling: { size: 50, strata: 'none', accountCap: null },
    exclusions: { minUserCharacters: 1 },
    shardSize: 20,
    ...overrides,
  };
}

async function drawnIds(db: Database, sampleId: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select s.name || '/' || c.external_id as id from sample_member m join conversation_version v on v.id = m.version_id
     join conversation c on c.id = v.conversation_id join source s on s.id = c.source_id
     where m.sample_id = $1 order by m.shard, m.position`,
    [sampleId],
  );
  return rows.map(({ id }) => id);
}

describe('a sample', () => {
  let forward: House;
  let backward: House;

  beforeAll(async () => {
    [forward, backward] = await Promise.all([openHouse(), openHouse()]);
    await forward.import(all);
    await backward.import([...all].reverse().slice(0, 300));
    await backward.import([...all].reverse().slice(300));
  });

  afterAll(() => Promise.all([forward.close(), backward.close()]));

  it('takes the conversations that come first by the hash of seed, source and id, in that order', async () => {
    const sample = await drawSample(forward.db, await request(forward.db));
    const may = all.filter(({ startedAt }) => startedAt.getUTCMonth() === 4);
    const expected = may
      .map(({ source, externalId }) => ({ id: `${source}/${externalId}`, key: drawKey('seed', source, externalId) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, 50)
      .map(({ id }) => id);
    expect(sample).toMatchObject({ frameSize: may.length, drawn: 50, shards: 3 });
    expect(await drawnIds(forward.db, sample.id)).toEqual(expected);
  });

  it('does not depend on the order of import', async () => {
    const [a, b] = await Promise.all(
      [forward.db, backward.db].map(async (db) => drawnIds(db, (await drawSample(db, await request(db))).id)),
    );
    expect(b).toEqual(a);
  });

  it('is found again when it is drawn again', async () => {
    const first = await drawSample(forward.db, await request(forward.db));
    expect(await drawSample(forward.db, await request(forward.db))).toEqual(first);
  });

  it('is another one with another seed', async () => {
    const other = await drawSample(forward.db, await request(forward.db, { seed: 'other' }));
    const first = await drawSample(forward.db, await request(forward.db));
    expect(await drawnIds(forward.db, other.id)).not.toEqual(await drawnIds(forward.db, first.id));
  });

  it('takes a small frame whole, and counts what is left out by reason', async () => {
    const whole = await drawSample(
      forward.db,
      await request(forward.db, {
        seed: 'whole',
        sampling: { size: 1000, strata: 'none', accountCap: 5 },
        exclusions: { minUserCharacters: 18 },
      }),
    );
    const { rows } = await forward.db.pool.query(
      'select reason, count from sample_exclusion where sample_id = $1 order by reason',
      [whole.id],
    );
    const may = all.filter(({ startedAt }) => startedAt.getUTCMonth() === 4);
    const short = may.filter(({ turns }) => (turns[0]?.text.length ?? 0) < 18).length;
    expect(whole.drawn).toBe(whole.frameSize);
    expect(rows.map(({ reason }) => reason)).toEqual(['over_account_cap', 'too_short']);
    expect(rows.find(({ reason }) => reason === 'too_short')?.count).toBe(short);
    expect(rows.reduce((sum, { count }) => sum + count, 0) + whole.frameSize).toBe(may.length);
  });

  it('gives strata their part of the sample', async () => {
    const sample = await drawSample(
      forward.db,
      await request(forward.db, { seed: 'strata', sampling: { size: 50, strata: 'source', accountCap: null } }),
    );
    const { rows } = await forward.db.pool.query(
      'select key, frame_size, drawn from stratum where sample_id = $1 order by number',
      [sample.id],
    );
    expect(rows.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(rows.map(({ drawn }) => drawn)).toEqual(
      allocate(
        rows.map(({ frame_size }) => frame_size),
        50,
      ),
    );
  });

  it('gives back the turns of a shard', async () => {
    const sample = await drawSample(forward.db, await request(forward.db));
    const shard = await readShard(forward.db, sample.id, 2);
    expect(shard).toHaveLength(10);
    expect(shard.every(({ turns }) => turns?.[0]?.text.startsWith('question number'))).toBe(true);
  });

  it('reads no month but its own: neither texts nor conversations', async () => {
    await forward.db.pool.query('analyze');
    const { rows } = await forward.db.pool.query(
      "explain (format json) select version_id, body from conversation_text where month = any (array['2026-05-01']::date[]) and version_id = any (array[1, 2]::bigint[])",
    );
    const plan = JSON.stringify(rows);
    expect(plan).toContain('conversation_text_2026_05');
    expect(plan).not.toContain('conversation_text_2026_06');
  });
});

describe('allocation', () => {
  it('hands out exactly the sample, never more than a stratum has, and is off by less than one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20_000 }),
        (strata, size) => {
          const frame = strata.reduce((sum, n) => sum + n, 0);
          const drawn = allocate(strata, size);
          expect(drawn.reduce((sum, n) => sum + n, 0)).toBe(Math.min(size, frame));
          for (const [h, n] of drawn.entries()) {
            const stratum = strata[h] ?? 0;
            expect(n).toBeLessThanOrEqual(stratum);
            if (size < frame) expect(Math.abs(n - (stratum * size) / frame)).toBeLessThan(1);
          }
        },
      ),
    );
  });
});
