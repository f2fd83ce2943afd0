import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claude } from '../../../src/conversations/formats/claude.js';
import { hasReferenceData, referenceData } from '../../support/reference-data.js';
import { read } from '../reading.js';

function said(sender: string, text: string, content?: unknown) {
  return { uuid: 'm', sender, text, content };
}

function exported(overrides: Record<string, unknown> = {}) {
  return {
    uuid: 'k-1',
    name: 'x',
    created_at: '2026-05-01T10:00:00.123456+00:00',
    updated_at: '2026-05-01T11:00:00Z',
    account: { uuid: 'person-1' },
    chat_messages: [
      said('human', '', [{ type: 'text', text: 'Name this knot.' }]),
      said('assistant', 'a stub', [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'A bowline.' },
        { type: 'text', text: 'It holds.' },
      ]),
    ],
    ...overrides,
  };
}

describe('a Claude.ai export', () => {
  it('takes the words from the blocks of type text', async () => {
    const { conversations } = await read(claude, JSON.stringify([exported()]));
    expect(conversations).toEqual([
      expect.objectContaining({
        source: 'claude-export',
        externalId: 'k-1',
        accountId: 'person-1',
        startedAt: new Date('2026-05-01T10:00:00.123Z'),
        product: 'Claude',
        model: null,
        turns: [
          { role: 'user', text: 'Name this knot.' },
          { role: 'assistant', text: 'A bowline.\n\nIt holds.' },
        ],
      }),
    ]);
  });

  it('takes them from text where there are no blocks', async () => {
    const { conversations } = await read(
      claude,
      JSON.stringify([exported({ chat_messages: [said('human', 'Old export.'), said('assistant', 'Yes.', null)] })]),
    );
    expect(conversations[0]?.turns.map(({ text }) => text)).toEqual(['Old export.', 'Yes.']);
  });

  it('reads a single conversation that was saved by itself, as one account', async () => {
    const { conversations } = await read(
      claude,
      JSON.stringify(exported({ account: undefined, model: 'm-2' }), null, 2),
    );
    expect(conversations).toEqual([expect.objectContaining({ accountId: 'export-1', model: 'm-2' })]);
  });

  it.each([
    ['no uuid', exported({ uuid: undefined }), 'missing_field', '"uuid" is missing.'],
    [
      'content that is no list',
      exported({ chat_messages: [said('human', 'x', 'y')] }),
      'invalid_field',
      '"chat_messages[0].content" is not a list.',
    ],
    [
      'a text that is a number',
      exported({ chat_messages: [said('human', 'x', [{ type: 'text', text: 7 }])] }),
      'invalid_field',
      '"chat_messages[0].content[0].text" is not text.',
    ],
    ['no messages', exported({ chat_messages: [] }), 'no_user_turn', 'No message of a person holds words.'],
  ])('refuses %s', async (_, record, reason, detail) => {
    const { conversations, refusals } = await read(claude, JSON.stringify([exported({ uuid: 'k-0' }), record]));
    expect(refusals).toEqual([expect.objectContaining({ line: 2, reason, detail })]);
    expect(conversations).toHaveLength(1);
  });

  describe.skipIf(!hasReferenceData)('that is real or really broken', () => {
    it.each([
      ['claude-bakery-chat.json', 1, []],
      ['conversations.json', 2, []],
      ['simple-invalid.json', 0, ['1: "uuid" is missing.']],
      ['conversation-with-errors.json', 0, ['1: "chat_messages[5].content" is not a list.']],
      [
        'conversations-multiple-errors.json',
        2,
        [
          '2: "chat_messages" is missing.',
          '3: No message of a person holds words.',
          '4: "chat_messages[0].content" is not a list.',
        ],
      ],
    ])('%s', async (name, taken, sentences) => {
      const { conversations, refusals } = await read(
        claude,
        readFileSync(referenceData('conversations', 'formats', 'claude_export', name)),
      );
      expect(conversations).toHaveLength(taken);
      expect(refusals.map(({ line, detail }) => `${line}: ${detail}`)).toEqual(sentences);
    });
  });
});
