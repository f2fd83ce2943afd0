import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation, ReadRecord, Refusal } from '../../src/conversations/conversation.js';
import { createKeys } from '../../src/conversations/keys.js';
import type { Database } from '../../src/store/database.js';
import { type ImportRequest, importConversations } from '../../src/store/import.js';
import { createTestDatabase } from '../support/database.js';
import { forgetImports } from './imports.js';

const AT = new Date('2026-11-01T00:00:00Z');
const keys = createKeys('5e'.repeat(32));

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(() => forgetImports(db));

function conversation(overrides: Partial<Conversation> = {}): Conversation {
  return {
    source: 'shop',
    externalId: 'c-1',
    accountId: 'a-1',
    startedAt: new Date('2026-03-04T05:06:07.089Z'),
    updatedAt: null,
    turns: [
      { role: 'user', text: 'Wie viel wiegt ein Klavier? 🎹\u0000' },
      { role: 'assistant', text: 'About 200 kg.\n\tSome "more".' },
    ],
    language: 'de',
    product: null,
    plan: 'team',
    model: 'm-1',
    country: 'DE',
    region: null,
    ...overrides,
  };
}

function grown(overrides: Partial<Conversation> = {}): Conversation {
  return conversation({ turns: [...conversation().turns, { role: 'user', text: 'And an organ?' }], ...overrides });
}

const refusal: Refusal = { line: 7, reason: 'missing_field', field: 'id', detail: '"id" is missing.' };

async function* stream(items: Iterable<Conversation | Refusal>): AsyncGenerator<ReadRecord> {
  let line = 0;
  for (const item of items) {
    line += 1;
    yield 'reason' in item ? { kind: 'refused', refusal: item } : { kind: 'conversation', line, conversation: item };
  }
}

function importAll(items: Iterable<Conversation | Refusal>, overrides: Partial<ImportRequest> = {}) {
  const request = {
    format: 'jsonl',
    fileName: 'f.jsonl',
    fileHash: () => 'hash',
    startedAt: AT,
    finishedAt: () => AT,
    keys,
  };
  return importConversations(db, { ...request, records: stream(items), ...overrides });
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function rows(query: string): Promise<Record<string, unknown>[]> {
  return (await db.pool.query(query)).rows;
}

/** Everything that an import writes, for telling whether it wrote. */
async function contents(): Promise<unknown> {
  const tables = [
    'source',
    'account',
    'import_batch',
    'refused_record',
    'conversation',
    'conversation_version',
    'conversation_text',
  ];
  return Promise.all(tables.map((table) => rows(`select * from ${table} t order by t::text`)));
}

describe('an import', () => {
  it('writes a conversation, its account, its version and its text', async () => {
    const summary = await importAll([conversation()]);
    expect(summary).toMatchObject({ read: 1, added: 1, grown: 0, unchanged: 0, refused: 0, refusals: [] });
    const [row] = await rows(`
      select s.name, a.pseudonym, a.replicate, a.first_started_at, c.external_id, c.started_at, v.batch_id, v.started_at as version_started_at,
        v.updated_at, v.content_hash, v.turns, v.user_characters, v.characters, v.language, v.product, v.plan, v.model, v.country, v.region,
        t.month::text, t.body
      from conversation c join source s on s.id = c.source_id join account a on a.id = c.account_id
      join conversation_version v on v.conversation_id = c.id join conversation_text t on t.version_id = v.id`);
    const { turns, startedAt } = conversation();
    expect(row).toEqual({
      name: 'shop',
      pseudonym: keys.pseudonym('shop', 'a-1'),
      replicate: keys.replicate('shop', 'a-1'),
      first_started_at: startedAt,
      external_id: 'c-1',
      started_at: startedAt,
      batch_id: summary.batchId,
      version_started_at: startedAt,
      updated_at: null,
      content_hash: keys.contentHash(turns),
      turns: 2,
      user_characters: 31,
      characters: 58,
      language: 'de',
      product: null,
      plan: 'team',
      model: 'm-1',
      country: 'DE',
      region: null,
      month: '2026-03-01',
      body: JSON.stringify(turns),
    });
  });

  it('records its batch with counts and refused records', async () => {
    const { batchId } = await importAll([conversation(), refusal, conversation({ externalId: 'c-2' })]);
    expect(await rows('select * from import_batch')).toEqual([
      {
        id: batchId,
        format: 'jsonl',
        file_name: 'f.jsonl',
        file_hash: 'hash',
        started_at: AT,
        finished_at: AT,
        read: 3,
        added: 2,
        grown: 0,
        unchanged: 0,
        refused: 1,
      },
    ]);
    expect(await rows('select * from refused_record')).toEqual([{ batch_id: batchId, seq: 1, ...refusal }]);
  });

  it('refuses the second record of a conversation, so that the order within a file does not matter later', async () => {
    const summary = await importAll([conversation(), grown()]);
    expect(summary).toMatchObject({ added: 1, refused: 1, refusedByReason: { duplicate: 1 } });
    expect(summary.refusals).toEqual([
      {
        line: 2,
        reason: 'duplicate',
        field: 'id',
        detail: 'The same conversation stands earlier in the file; that one was taken.',
      },
    ]);
    expect(await importAll([conversation(), grown()])).toMatchObject({ unchanged: 1, grown: 0, refused: 1 });
  });

  it('changes nothing when nothing has changed, and then records no batch', async () => {
    const items = [conversation(), conversation({ externalId: 'c-2', accountId: 'a-2' })];
    await importAll(items);
    const before = await contents();
    expect(await importAll(items)).toMatchObject({ batchId: null, read: 2, added: 0, grown: 0, unchanged: 2 });
    expect(await contents()).toEqual(before);
  });

  it('makes a new version of a conversation that has grown, filed under its first beginning', async () => {
    const first = await importAll([conversation()]);
    const second = await importAll([grown({ startedAt: new Date('2026-04-01T00:00:00Z') })]);
    expect(second).toMatchObject({ added: 0, grown: 1, unchanged: 0 });
    expect(second.batchId).toBeGreaterThan(first.batchId ?? 0);
    expect(await rows('select batch_id, turns, started_at from conversation_version order by id')).toEqual([
      { batch_id: first.batchId, turns: 2, started_at: conversation().startedAt },
      { batch_id: second.batchId, turns: 3, started_at: conversation().startedAt },
    ]);
    expect(await rows('select month::text from conversation_text')).toEqual([
      { month: '2026-03-01' },
      { month: '2026-03-01' },
    ]);
  });

  it('does not let an older state that comes late undo a newer one', async () => {
    const [older, newer] = [
      conversation({ updatedAt: new Date('2026-03-05') }),
      grown({ updatedAt: new Date('2026-03-06') }),
    ];
    await importAll([newer]);
    expect(await importAll([older])).toMatchObject({ grown: 0, unchanged: 1 });
    expect(await rows('select turns from conversation_version')).toEqual([{ turns: 3 }]);
  });

  it('comes to the same conversations, accounts and hashes in any order', async () => {
    const files = [0, 1, 2].map((file) =>
      Array.from({ length: 20 }, (_, n) =>
        conversation({
          externalId: `c-${(n * 7 + file * 10) % 40}`,
          accountId: `a-${n % 5}`,
          startedAt: new Date(Date.UTC(2026, n % 4, 3)),
          updatedAt: new Date(Date.UTC(2026, 5, file)),
          turns: [{ role: 'user', text: `state ${file}` }],
        }),
      ),
    );
    const state = () =>
      rows(`select distinct on (c.external_id) c.external_id, c.started_at, v.content_hash, v.updated_at from conversation c
        join conversation_version v on v.conversation_id = c.id order by c.external_id, v.batch_id desc`);
    const accounts = () => rows('select pseudonym, replicate, first_started_at from account order by pseudonym');
    for (const file of files) await importAll(file);
    const forwards = [
      (await state()).map(({ content_hash, external_id }) => [external_id, content_hash]),
      await accounts(),
    ];
    await forgetImports(db);
    for (const file of files.toReversed()) await importAll(file);
    expect([
      (await state()).map(({ content_hash, external_id }) => [external_id, content_hash]),
      await accounts(),
    ]).toEqual(forwards);
  });

  it('moves the beginning of an account when an earlier conversation comes later, within a file and between files', async () => {
    const at = (externalId: string, day: string) => conversation({ externalId, startedAt: new Date(day) });
    await importAll([at('c-1', '2026-03-09'), at('c-2', '2026-03-07'), at('c-3', '2026-03-08')]);
    expect(await rows('select first_started_at from account')).toEqual([{ first_started_at: new Date('2026-03-07') }]);
    await importAll([at('c-4', '2026-02-01'), at('c-5', '2026-05-01')]);
    expect(await rows('select first_started_at from account')).toEqual([{ first_started_at: new Date('2026-02-01') }]);
  });

  it('keeps the same id apart in two sources, with an account for each', async () => {
    expect(await importAll([conversation(), conversation({ source: 'help-desk' })])).toMatchObject({
      added: 2,
      refused: 0,
    });
    expect(await rows('select count(*)::int as n from account')).toEqual([{ n: 2 }]);
  });

  it('writes many chunks, also when conversations and accounts come again across them', async () => {
    const items = Array.from({ length: 9001 }, (_, n) =>
      conversation({
        externalId: `c-${n}`,
        accountId: `a-${n % 4500}`,
        startedAt: new Date(Date.UTC(2026, 0, 1 + (9001 - n) / 50)),
      }),
    );
    const reports: number[] = [];
    expect(
      await importAll([...items, conversation({ externalId: 'c-0' })], { onProgress: (read) => reports.push(read) }),
    ).toMatchObject({ added: 9001, refused: 1 });
    expect(reports).toEqual([2000, 4000, 6000, 8000, 9002]);
    const [row] = await rows(`
      select count(*)::int as n, count(distinct v.id)::int as versions, count(distinct c.account_id)::int as accounts,
        bool_and(c.started_at >= a.first_started_at) as ordered, min(c.started_at) = min(a.first_started_at) as first
      from conversation c join account a on a.id = c.account_id join conversation_version v on v.conversation_id = c.id
      join conversation_text t on t.version_id = v.id`);
    expect(row).toEqual({ n: 9001, versions: 9001, accounts: 4500, ordered: true, first: true });
  });

  it('takes a text of megabytes whole', async () => {
    const turns = [{ role: 'user' as const, text: 'ä'.repeat(5_000_000) }];
    await importAll([conversation({ turns }), conversation({ externalId: 'c-2', turns })]);
    expect(await rows('select length(body) as n from conversation_text')).toEqual([{ n: 5_000_027 }, { n: 5_000_027 }]);
  });

  it('keeps ten thousand refused records and counts them all', async () => {
    const summary = await importAll(Array.from({ length: 10_050 }, (_, n) => ({ ...refusal, line: n + 1 })));
    expect(summary).toMatchObject({ read: 10_050, refused: 10_050, refusedByReason: { missing_field: 10_050 } });
    expect(summary.refusals).toHaveLength(10_000);
    expect(await rows('select count(*)::int as n, max(line) as last from refused_record')).toEqual([
      { n: 10_000, last: 10_000 },
    ]);
  });

  describe('leaves nothing behind', () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      conversation({ externalId: `c-${n}`, startedAt: new Date('2025-01-02') }),
    );

    it('when reading fails in the middle', async () => {
      const before = await contents();
      async function* failing(): AsyncGenerator<ReadRecord> {
        yield* stream(many);
        throw new Error('the disk is gone');
      }
      await expect(importAll([], { records: failing() })).rejects.toThrow('the disk is gone');
      expect(await contents()).toEqual(before);
      expect(await rows("select to_regclass('conversation_text_2025_01') as partition")).toEqual([{ partition: null }]);
    });

    it('when writing fails in the middle', async () => {
      const before = await contents();
      const broken = conversation({ externalId: 'c-x', model: 'half \u0000 a model' });
      await expect(importAll([...many, broken])).rejects.toThrow('invalid byte sequence');
      expect(await contents()).toEqual(before);
    });

    it('when its connection is killed in the middle', async () => {
      const before = await contents();
      async function* killing(): AsyncGenerator<ReadRecord> {
        yield* stream(many);
        await db.pool.query(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())",
        );
      }
      await expect(importAll([], { records: killing() })).rejects.toThrow();
      expect(await contents()).toEqual(before);
    });

    it('when it is interrupted', async () => {
      const before = await contents();
      const controller = new AbortController();
      await expect(
        importAll(many, { signal: controller.signal, onProgress: () => controller.abort() }),
      ).rejects.toThrow('aborted');
      expect(await contents()).toEqual(before);
    });

    it('when it is a dry run, which reports what would come', async () => {
      await importAll([conversation()]);
      const before = await contents();
      const items = [
        grown(),
        conversation({ externalId: 'c-2', source: 'new' }),
        conversation({ externalId: 'c-2' }),
        refusal,
      ];
      expect(await importAll(items, { dryRun: true })).toMatchObject({
        batchId: null,
        read: 4,
        added: 2,
        grown: 1,
        unchanged: 0,
        refused: 1,
      });
      expect(await contents()).toEqual(before);
    });
  });

  it('waits for another one of the same database, so that batch ids grow in the order of commits', async () => {
    const [held, running] = [deferred(), deferred()];
    async function* slow(): AsyncGenerator<ReadRecord> {
      running.resolve();
      await held.promise;
      yield* stream([conversation()]);
    }
    const first = importAll([], { records: slow() });
    await running.promise;
    const second = importAll([conversation(), conversation({ externalId: 'c-2' })]);
    held.resolve();
    const [one, two] = await Promise.all([first, second]);
    expect([one.added, two.added, two.unchanged]).toEqual([1, 1, 1]);
    expect(two.batchId).toBeGreaterThan(one.batchId ?? 0);
  });
});
