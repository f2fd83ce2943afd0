import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ImportOptions, runImport } from '../../src/cli/import.js';
import { UserError } from '../../src/errors.js';
import type { Database } from '../../src/store/database.js';
import { lines, NOW, neutral } from '../conversations/reading.js';
import { forgetImports } from '../store/imports.js';
import { createTestDatabase } from '../support/database.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-import-'));
let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await forgetImports(db);
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(paths: string | string[], options: ImportOptions = {}) {
  return runImport(db, [paths].flat(), options, { key: '5e'.repeat(32), now: () => NOW });
}

async function count(table: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}

const good = lines(neutral());

/** Bytes without order, the same each time (a linear congruential generator). */
function garbage(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (const at of bytes.keys()) {
    state = (state * 1103515245 + 12345) % 2147483648;
    bytes[at] = (state >> 16) & 255;
  }
  return bytes;
}

describe('importing files', () => {
  it('reports each file and records its hash', async () => {
    const paths = [file('a.jsonl', good), file('b.jsonl', lines(neutral({ id: 'c-2' }), neutral({ id: undefined })))];
    expect(await run(paths)).toEqual([
      expect.objectContaining({ file: paths[0], format: 'jsonl', read: 1, added: 1, refused: 0 }),
      expect.objectContaining({ file: paths[1], read: 2, added: 1, refused: 1, refusedByReason: { missing_field: 1 } }),
    ]);
    const { rows } = await db.pool.query('select file_name, length(file_hash) as length from import_batch order by id');
    expect(rows).toEqual([
      { file_name: 'a.jsonl', length: 64 },
      { file_name: 'b.jsonl', length: 64 },
    ]);
  });

  it('reads files packed by gzip', async () => {
    expect(await run(file('a.jsonl.gz', gzipSync(good)))).toEqual([
      expect.objectContaining({ format: 'jsonl', added: 1 }),
    ]);
  });

  it('takes an export for one account: the one named, the one beside it, or one of its own', async () => {
    const chat = (id: string) => ({
      id,
      create_time: 1.7e9,
      current_node: 'n',
      mapping: { n: { message: { author: { role: 'user' }, content: { content_type: 'text', parts: [id] } } } },
    });
    const path = file('conversations.json', JSON.stringify([chat('g-1')]));
    await run(path);
    await run(file('conversations.json', JSON.stringify([chat('g-2')])), { account: 'me' });
    file('user.json', JSON.stringify({ id: 'me', email: 'x' }));
    await run(file('conversations.json', JSON.stringify([chat('g-3')])));
    rmSync(join(folder, 'user.json'));
    const { rows } = await db.pool.query(
      'select array_agg(external_id order by external_id) as ids from conversation group by account_id order by 1',
    );
    expect(rows.map(({ ids }) => ids)).toEqual([['g-1'], ['g-2', 'g-3']]);
  });

  describe('that cannot be read at all ends in a sentence and writes nothing', () => {
    const cut = gzipSync(lines(...Array.from({ length: 500 }, (_, n) => neutral({ id: `${n} ${Math.sin(n)}` }))));
    it.each<[string, () => string | string[], RegExp, ImportOptions?]>([
      ['an empty file', () => file('empty.jsonl', ''), /empty\.jsonl is empty\.$/],
      ['a folder', () => folder, / is a folder\.$/],
      [
        'a file that is not there',
        () => join(folder, 'nowhere.jsonl'),
        /nowhere\.jsonl cannot be read: there is no such file\.$/,
      ],
      [
        'an unknown format',
        () => file('rows.json', '{\n "rows": 3\n}'),
        /rows\.json is in no format that is known here/,
      ],
      [
        'a line of 100 MB without fields',
        () => file('long.txt', Buffer.alloc(100_000_000, 'x')),
        /long\.txt is in no format that is known here/,
      ],
      [
        'binary garbage',
        () => file('garbage.json', garbage(100_000)),
        /garbage\.json is in no format that is known here/,
      ],
      ['an empty list', () => file('none.json', '[]'), /none\.json holds no records\.$/, { format: 'claude' }],
      ['a zip archive', () => file('export.zip', 'PK\u0003\u0004rest'), /export\.zip is a zip archive\.$/],
      [
        'a damaged gzip file',
        () => file('cut.gz', cut.subarray(0, cut.length / 2)),
        /cut\.gz is a damaged gzip file\.$/,
      ],
      [
        'a good file beside a missing one',
        () => [file('good.jsonl', good), join(folder, 'nowhere')],
        /nowhere cannot be read/,
      ],
      [
        'a format that does not exist',
        () => file('good.jsonl', good),
        /There is no format "diary"\.$/,
        { format: 'diary' },
      ],
      [
        'a source with blanks',
        () => file('good.jsonl', good),
        /"my shop" cannot name a source\.$/,
        { source: 'my shop' },
      ],
    ])('%s', async (_, path, sentence, options) => {
      const error = await run(path(), options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ message: expect.stringMatching(sentence), next: expect.stringMatching(/./) });
      expect(await count('import_batch')).toBe(0);
      expect(await count('conversation')).toBe(0);
    });
  });

  it('refuses a record of 100 MB without keeping it, and takes its neighbours', async () => {
    const [head, tail] = ['{"id": "big", "messages": [{"role": "user", "content": "', '"}]}\n'];
    const path = file(
      'big.jsonl',
      Buffer.concat([
        Buffer.from(good + head),
        Buffer.alloc(100_000_000, 'x'),
        Buffer.from(tail),
        Buffer.from(lines(neutral({ id: 'c-2' }))),
      ]),
    );
    const before = process.memoryUsage.rss();
    const [report] = await run(path);
    expect(report).toMatchObject({ read: 3, added: 2, refused: 1 });
    expect(report?.refusals).toEqual([
      { line: 2, reason: 'too_long', field: null, detail: 'The record is longer than 16 MB.' },
    ]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(90_000_000);
    rmSync(path);
  });

  it('lists every kind of broken record with its line, and takes the rest', async () => {
    const broken = Buffer.from(lines(neutral({ id: 'utf8' })));
    broken[broken.indexOf('gutter')] = 0xc3;
    const text = lines(
      neutral(),
      'no json',
      [1],
      neutral({ id: undefined }),
      neutral({ created_at: 'x' }),
      neutral({ id: 'f', created_at: '2030-01-01T00:00:00Z' }),
    );
    const rest = lines(neutral({ id: 'n', messages: [] }), neutral(), neutral({ id: 'c-2' }));
    const [report] = await run(file('mixed.jsonl', Buffer.concat([Buffer.from(text), broken, Buffer.from(rest)])));
    expect(report).toMatchObject({ read: 10, added: 2, grown: 0, unchanged: 0, refused: 8 });
    const byLine = [...(report?.refusals ?? [])]
      .sort((a, b) => a.line - b.line)
      .map(({ line, reason }) => `${line} ${reason}`);
    expect(byLine).toEqual([
      '2 not_json',
      '3 not_an_object',
      '4 missing_field',
      '5 invalid_field',
      '6 future_date',
      '7 invalid_utf8',
      '8 no_user_turn',
      '9 duplicate',
    ]);
    expect(await count('refused_record')).toBe(8);
  });

  it('takes the whole elements of a list that is cut off, and says where it ends', async () => {
    const chats = [1, 2, 3].map((n) => ({
      uuid: `u-${n}`,
      created_at: '2026-03-04T05:06:07Z',
      chat_messages: [{ sender: 'human', text: 'How do I seal a gutter?' }],
    }));
    const text = JSON.stringify(chats);
    const [report] = await run(file('conversations.json', text.slice(0, -30)));
    expect(report).toMatchObject({ format: 'claude', added: 2, refused: 1 });
    expect(report?.refusals[0]).toMatchObject({ line: 3, reason: 'not_json' });
    expect(report?.refusals[0]?.detail).toMatch(/The list is not closed: the file is cut off/);
    expect(await count('conversation')).toBe(2);
  });

  it.each(['jsonl', 'chatgpt', 'claude'])(
    'refuses binary garbage that is said to be %s, and writes no conversation',
    async (format) => {
      const [report] = await run(file('garbage.bin', garbage(300_000)), { format });
      expect(report?.added).toBe(0);
      expect(report?.refused).toBe(report?.read);
      expect([await count('conversation'), await count('account'), await count('source')]).toEqual([0, 0, 0]);
      expect(await count('refused_record')).toBe(Math.min(report?.refused ?? 0, 10_000));
    },
  );

  it('leaves nothing behind when it is interrupted', async () => {
    const many = lines(...Array.from({ length: 9000 }, (_, n) => neutral({ id: `c-${n}` })));
    const stop = new AbortController();
    const surroundings = { key: '5e'.repeat(32), now: () => NOW, signal: stop.signal };
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      stop.abort(); // the first line of progress
      return said.push(String(text)) > 0;
    });
    await expect(runImport(db, [file('many.jsonl', many)], {}, surroundings)).rejects.toThrow(/abort/i);
    expect(said.at(-1)).toMatch(/^Interrupted: nothing of .*many\.jsonl was taken\.\n$/);
    expect([await count('conversation'), await count('import_batch'), await count('account')]).toEqual([0, 0, 0]);
  });

  it('reads and compares on a dry run and writes nothing', async () => {
    expect(await run(file('a.jsonl', good), { dryRun: true })).toEqual([
      expect.objectContaining({ added: 1, batchId: null }),
    ]);
    expect(await count('source')).toBe(0);
  });

  describe.skipIf(!hasReferenceData)('that are real', () => {
    const format = (...parts: string[]) => referenceData('conversations', 'formats', ...parts);

    it('takes 660 coding sessions, and nothing from them the second time', async () => {
      const path = referenceData('conversations', 'coding_sessions_2026.jsonl');
      expect(await run(path)).toEqual([
        expect.objectContaining({ format: 'jsonl', read: 660, added: 660, refused: 0 }),
      ]);
      expect([await count('conversation'), await count('account'), await count('conversation_text')]).toEqual([
        660, 26, 660,
      ]);
      expect(await run(path)).toEqual([expect.objectContaining({ unchanged: 660, batchId: null })]);
    });

    it('takes all 192 conversations of a ChatGPT export as one account', async () => {
      const paths = [format('chatgpt_export', 'real_2023_mar_jun.json'), format('chatgpt_export', 'small.json')];
      expect(await run(paths)).toEqual([
        expect.objectContaining({ format: 'chatgpt', added: 192, refused: 0 }),
        expect.objectContaining({ format: 'chatgpt', added: 7, refused: 0 }),
      ]);
      expect(await count('account')).toBe(2);
    });

    it.each([
      ['claude-bakery-chat.json', 1, []],
      ['conversations.json', 2, []],
      ['conversation-with-errors.json', 0, ['1 invalid_field']],
      ['conversations-multiple-errors.json', 2, ['2 missing_field', '3 no_user_turn', '4 invalid_field']],
    ])('takes %s of Claude.ai with its refusals', async (name, added, refused) => {
      const [report] = await run(format('claude_export', name));
      expect(report).toMatchObject({ format: 'claude', added, refused: refused.length });
      expect(report?.refusals.map(({ line, reason }) => `${line} ${reason}`)).toEqual(refused);
      expect(await count('conversation')).toBe(added);
    });

    it('says of a file that is no conversation that its format is unknown', async () => {
      await expect(run(format('claude_export', 'simple-invalid.json'))).rejects.toThrow(
        /simple-invalid\.json is in no format that is known here/,
      );
    });

    it('keeps no account id in the database', async () => {
      await run(referenceData('conversations', 'coding_sessions_2026.jsonl'));
      const { rows } = await db.pool.query(
        "select count(*)::int as n from account where pseudonym::text like '%acct%' or encode(pseudonym, 'escape') like 'acct%'",
      );
      expect(rows).toEqual([{ n: 0 }]);
    });
  });
});
