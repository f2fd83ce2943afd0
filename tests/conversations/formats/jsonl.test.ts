import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonl, neutralJsonSchema } from '../../../src/conversations/formats/jsonl.js';
import { projectRoot } from '../../../src/paths.js';
import { hasReferenceData, referenceData } from '../../support/reference-data.js';
import { lines, neutral, read } from '../reading.js';

const words = { role: 'user', content: 'Which paint holds on brick?' };

/** Records that are refused: what is wrong, the record, reason, field and sentence. */
const REFUSED: [string, unknown, string, string | null, string][] = [
  ['text that is no JSON', '{"id": "x", oops}', 'not_json', null, 'The record is not JSON, from character 13 on.'],
  ['a list', [1], 'not_an_object', null, 'The record is JSON, but no object with fields.'],
  ['no id', neutral({ id: undefined }), 'missing_field', 'id', '"id" is missing.'],
  [
    'an empty id',
    neutral({ id: '' }),
    'invalid_field',
    'id',
    '"id" is not a text of 1 to 512 plain characters, or an integer.',
  ],
  [
    'an id with a control character',
    neutral({ id: 'a\u0000' }),
    'invalid_field',
    'id',
    '"id" is not a text of 1 to 512 plain characters, or an integer.',
  ],
  [
    'no account',
    neutral({ account_id: undefined }),
    'missing_field',
    'account_id',
    '"account_id" is missing, and --account names none.',
  ],
  ['no source', neutral({ source: null }), 'missing_field', 'source', '"source" is missing, and --source names none.'],
  [
    'a source with blanks',
    neutral({ source: 'my shop' }),
    'invalid_field',
    'source',
    '"source" is not a name of up to 64 letters, digits, dots, hyphens and underscores.',
  ],
  ['no beginning', neutral({ created_at: undefined }), 'missing_field', 'created_at', '"created_at" is missing.'],
  [
    'a beginning that is no date',
    neutral({ created_at: 'yesterday' }),
    'invalid_field',
    'created_at',
    '"created_at" is not a date and time such as 2026-10-31T09:30:00Z.',
  ],
  [
    '31 February',
    neutral({ created_at: '2026-02-31T00:00:00Z' }),
    'invalid_field',
    'created_at',
    '"created_at" names a day or hour that does not exist.',
  ],
  [
    'hour 25',
    neutral({ created_at: '2026-02-01T25:00:00Z' }),
    'invalid_field',
    'created_at',
    '"created_at" names a day or hour that does not exist.',
  ],
  [
    'a clock never set',
    neutral({ created_at: '1970-01-01T00:00:00Z' }),
    'invalid_field',
    'created_at',
    '"created_at" lies before the year 2000.',
  ],
  [
    'a beginning in the future',
    neutral({ created_at: '2026-11-01T00:00:01Z' }),
    'future_date',
    'created_at',
    '"created_at" lies in the future.',
  ],
  [
    'an end in the future',
    neutral({ updated_at: '2027-01-01T00:00:00Z' }),
    'future_date',
    'updated_at',
    '"updated_at" lies in the future.',
  ],
  ['no messages', neutral({ messages: undefined }), 'missing_field', 'messages', '"messages" is missing.'],
  ['messages that are no list', neutral({ messages: {} }), 'invalid_field', 'messages', '"messages" is not a list.'],
  [
    'content that is no text',
    neutral({ messages: [words, { role: 'user', content: 7 }] }),
    'invalid_field',
    'messages[1].content',
    '"messages[1].content" is not text.',
  ],
  [
    'a role that nobody knows',
    neutral({ messages: [{ role: 'oracle', content: 'x' }] }),
    'invalid_field',
    'messages[0].role',
    '"messages[0].role" is not user, assistant, system, developer, tool or function.',
  ],
  [
    'no words of a person',
    neutral({
      messages: [
        { role: 'user', content: ' \n' },
        { role: 'assistant', content: 'Hello.' },
      ],
    }),
    'no_user_turn',
    null,
    'No message of a person holds words.',
  ],
  [
    'a country that is no code',
    neutral({ country: 'Germany' }),
    'invalid_field',
    'country',
    '"country" is not an ISO 3166-1 code such as DE.',
  ],
];

describe('neutral JSONL', () => {
  it('reads every field that it knows and ignores the rest', async () => {
    const record = neutral({
      updated_at: '2026-03-04T06:00:00+01:00',
      language: 'en',
      client: 'kiosk',
      plan: 'free',
      model: 'm-1',
      country: 'US',
      region: 'US-CA',
      mood: 3,
    });
    const { conversations } = await read(jsonl, lines(record));
    expect(conversations).toEqual([
      {
        source: 'shop-assistant',
        externalId: 'c-1',
        accountId: 'a-1',
        startedAt: new Date('2026-03-04T05:06:07Z'),
        updatedAt: new Date('2026-03-04T05:00:00Z'),
        turns: [
          { role: 'user', text: 'How do I seal a leaking gutter?' },
          { role: 'assistant', text: 'Dry it, then apply gutter sealant from the inside.' },
        ],
        language: 'en',
        product: 'kiosk',
        plan: 'free',
        model: 'm-1',
        country: 'US',
        region: 'US-CA',
      },
    ]);
  });

  it.each(REFUSED)('refuses %s', async (_, record, reason, field, detail) => {
    const { conversations, refusals } = await read(jsonl, lines(neutral(), record, neutral({ id: 'c-2' })));
    expect(conversations.map(({ externalId }) => externalId)).toEqual(['c-1', 'c-2']);
    expect(refusals).toEqual([{ line: 2, reason, field, detail }]);
  });

  it('refuses bytes that are not UTF-8, and reads on', async () => {
    const broken = Buffer.from(lines(neutral({ id: 'b' })));
    broken[broken.indexOf('gutter')] = 0xff;
    const { conversations, refusals } = await read(jsonl, Buffer.concat([broken, Buffer.from(lines(neutral()))]));
    expect(refusals).toEqual([
      { line: 1, reason: 'invalid_utf8', field: null, detail: 'The record holds bytes that are not UTF-8.' },
    ]);
    expect(conversations).toHaveLength(1);
  });

  it('never repeats what a refused record says', async () => {
    const { refusals } = await read(
      jsonl,
      lines('{"messages": "my secret" oops', neutral({ created_at: 'my secret' })),
    );
    expect(refusals).toHaveLength(2);
    expect(JSON.stringify(refusals)).not.toContain('secret');
  });

  it('takes a time without offset for UTC, whatever the machine thinks', async () => {
    const { conversations } = await read(jsonl, lines(neutral({ created_at: '2026-03-31 23:59:59.999' })));
    expect(conversations[0]?.startedAt.toISOString()).toBe('2026-03-31T23:59:59.999Z');
  });

  it('leaves out tools and instructions and keeps turns in a row as they are', async () => {
    const messages = ['system', 'user', 'user', 'tool', 'assistant', 'assistant'].map((role, n) => ({
      role,
      content: `words ${n}`,
    }));
    const { conversations } = await read(jsonl, lines(neutral({ messages })));
    expect(conversations[0]?.turns.map(({ role, text }) => `${role} ${text}`)).toEqual([
      'user words 1',
      'user words 2',
      'assistant words 4',
      'assistant words 5',
    ]);
  });

  it('gives records that name no source or account those of the command line', async () => {
    const { conversations } = await read(jsonl, lines(neutral({ source: null, account_id: null }), neutral()), {
      source: 'named',
      account: 'me',
    });
    expect(conversations.map(({ source, accountId }) => [source, accountId])).toEqual([
      ['named', 'me'],
      ['shop-assistant', 'a-1'],
    ]);
  });

  it('knows its files by their fields, also behind a broken line and in a line that does not end', () => {
    expect(jsonl.sniff(lines(neutral()))).toBe(true);
    expect(jsonl.sniff(lines('garbage', neutral()))).toBe(true);
    expect(jsonl.sniff(JSON.stringify(neutral()).slice(0, 120))).toBe(true);
    expect(jsonl.sniff('{"rows": 3}\n')).toBe(false);
  });

  describe('its published schema', () => {
    const published = JSON.parse(readFileSync(join(projectRoot, 'docs', 'conversation.schema.json'), 'utf8'));
    const valid = new Ajv2020().compile(published);

    it('is the one that the reader checks by', () => {
      expect(published).toEqual(JSON.parse(JSON.stringify(neutralJsonSchema())));
    });

    it('accepts what is read and refuses what lacks a field', () => {
      expect(valid(neutral())).toBe(true);
      expect(valid(neutral({ id: undefined }))).toBe(false);
      expect(valid(neutral({ messages: [{ content: 'x' }] }))).toBe(false);
    });
  });

  describe.skipIf(!hasReferenceData)('on real coding sessions', () => {
    it('reads all 660 of 26 accounts, with their clients as products', async () => {
      const { conversations, refusals } = await read(
        jsonl,
        readFileSync(referenceData('conversations', 'coding_sessions_2026.jsonl')),
      );
      expect(refusals).toEqual([]);
      expect(conversations).toHaveLength(660);
      expect(new Set(conversations.map(({ accountId }) => accountId)).size).toBe(26);
      expect(conversations.filter(({ product }) => product === 'Codex')).toHaveLength(106);
      const months = [1, 2, 3, 4, 5, 6, 7, 8].map(
        (month) => conversations.filter(({ startedAt }) => startedAt.getUTCMonth() + 1 === month).length,
      );
      expect(months).toEqual([136, 277, 4, 68, 37, 63, 74, 1]);
    });
  });
});
