import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chatgpt } from '../../../src/conversations/formats/chatgpt.js';
import { hasReferenceData, referenceData } from '../../support/reference-data.js';
import { read } from '../reading.js';

const BEGAN = Date.UTC(2026, 4, 1) / 1000;

function message(role: string, parts: unknown[], overrides: Record<string, unknown> = {}) {
  return {
    author: { role },
    create_time: BEGAN,
    content: { content_type: 'text', parts },
    recipient: 'all',
    ...overrides,
  };
}

/** An exported conversation: one branch of messages, as a tree with a root that holds none. */
function exported(messages: readonly unknown[], overrides: Record<string, unknown> = {}) {
  const nodes = messages.map((content, n) => [
    `n${n}`,
    { id: `n${n}`, message: content, parent: n === 0 ? 'root' : `n${n - 1}` },
  ]);
  return {
    id: 'g-1',
    title: 'x',
    create_time: BEGAN,
    update_time: BEGAN + 60.5,
    mapping: Object.fromEntries([['root', { id: 'root', message: null, parent: null }], ...nodes]),
    current_node: `n${messages.length - 1}`,
    ...overrides,
  };
}

const dialogue = [
  message('user', ['Plan a week of suppers.']),
  message('assistant', ['Monday: lentils.'], { metadata: { model_slug: 'gpt-x' } }),
];

async function readOne(record: unknown) {
  return read(chatgpt, JSON.stringify([record]));
}

describe('a ChatGPT export', () => {
  it('becomes one account with the visible words', async () => {
    const { conversations } = await readOne(exported(dialogue));
    expect(conversations).toEqual([
      expect.objectContaining({
        source: 'chatgpt-export',
        externalId: 'g-1',
        accountId: 'export-1',
        startedAt: new Date(BEGAN * 1000),
        updatedAt: new Date(BEGAN * 1000 + 60_500),
        product: 'ChatGPT',
        model: 'gpt-x',
        turns: [
          { role: 'user', text: 'Plan a week of suppers.' },
          { role: 'assistant', text: 'Monday: lentils.' },
        ],
      }),
    ]);
  });

  it('follows the branch that was seen last', async () => {
    const record = exported(dialogue);
    Object.assign(record.mapping, {
      retry: { id: 'retry', parent: 'n0', message: message('assistant', ['Monday: soup.']) },
    });
    const { conversations } = await readOne({ ...record, current_node: 'retry' });
    expect(conversations[0]?.turns.map(({ text }) => text)).toEqual(['Plan a week of suppers.', 'Monday: soup.']);
  });

  it('leaves out instructions, tools, calls of tools, hidden messages and pictures', async () => {
    const { conversations } = await readOne(
      exported([
        message('system', ['Be kind.']),
        message('user', ['About me: a cook.'], { metadata: { is_visually_hidden_from_conversation: true } }),
        message('user', [{ asset_pointer: 'file' }, 'What is this fruit?'], {
          content: { content_type: 'multimodal_text', parts: [{ asset_pointer: 'file' }, 'What is this fruit?'] },
        }),
        message('assistant', ['search("fruit")'], {
          recipient: 'browser',
          content: { content_type: 'code', text: 'search' },
        }),
        message('tool', ['A result.']),
        message('assistant', ['A medlar.']),
      ]),
    );
    expect(conversations[0]?.turns.map(({ text }) => text)).toEqual(['What is this fruit?', 'A medlar.']);
  });

  it('begins with its first message where its own time is empty', async () => {
    const { conversations } = await readOne(
      exported([message('system', [''], { create_time: null }), ...dialogue], { create_time: null }),
    );
    expect(conversations[0]?.startedAt).toEqual(new Date(BEGAN * 1000));
  });

  it.each([
    ['no id', exported(dialogue, { id: null }), 'missing_field', '"id" is missing.'],
    [
      'no current message',
      exported(dialogue, { current_node: undefined }),
      'missing_field',
      '"current_node" is missing.',
    ],
    [
      'a current message that is not there',
      exported(dialogue, { current_node: 'toString' }),
      'invalid_field',
      '"mapping" lacks a message of the current branch.',
    ],
    [
      'messages in a circle',
      exported(dialogue, { mapping: { n1: { message: null, parent: 'n1' } } }),
      'invalid_field',
      '"mapping" is no tree: its messages run in a circle.',
    ],
    [
      'a message without a role',
      exported([message('user', ['x'], { author: {} })]),
      'missing_field',
      '"mapping[].message.author.role" is missing.',
    ],
    [
      'no time at all',
      exported([message('user', ['x'], { create_time: null })], { create_time: null }),
      'missing_field',
      '"create_time" is missing.',
    ],
    [
      'a time in milliseconds',
      exported(dialogue, { create_time: BEGAN * 1000 }),
      'invalid_field',
      '"create_time" is not a number of seconds since 1970.',
    ],
    [
      'a future time',
      exported(dialogue, { create_time: BEGAN + 1e8 }),
      'future_date',
      '"create_time" lies in the future.',
    ],
    ['no person', exported([message('assistant', ['Hello.'])]), 'no_user_turn', 'No message of a person holds words.'],
  ])('refuses %s', async (_, record, reason, detail) => {
    const { conversations, refusals } = await read(
      chatgpt,
      JSON.stringify([record, exported(dialogue, { id: 'g-2' })]),
    );
    expect(refusals).toEqual([expect.objectContaining({ line: 1, reason, detail })]);
    expect(conversations).toHaveLength(1);
  });

  describe.skipIf(!hasReferenceData)('that is real', () => {
    const folder = (name: string) => readFileSync(referenceData('conversations', 'formats', 'chatgpt_export', name));

    it('gives all 192 conversations of one account, March to June 2023', async () => {
      const { conversations, refusals } = await read(chatgpt, folder('real_2023_mar_jun.json'));
      expect(refusals).toEqual([]);
      expect(conversations).toHaveLength(192);
      expect(new Set(conversations.map(({ accountId }) => accountId)).size).toBe(1);
      const months = new Set(conversations.map(({ startedAt }) => startedAt.toISOString().slice(0, 7)));
      expect([...months].sort()).toEqual(['2023-03', '2023-04', '2023-05', '2023-06']);
    });

    it('gives all of a small one', async () => {
      const { conversations, refusals } = await read(chatgpt, folder('small.json'));
      expect([conversations.length, refusals]).toEqual([7, []]);
    });
  });
});
