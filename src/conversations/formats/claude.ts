import { z } from 'zod';
import type { Conversation, Turn } from '../conversation.js';
import {
  check,
  checkTimes,
  Identifier,
  Instant,
  not,
  sourceOf,
  spokenTurns,
  toInstant,
  Word,
  wordOrNull,
} from './fields.js';
import { type Format, type ReadContext, Refused } from './format.js';
import { readRecords } from './records.js';
import { splitElements } from './split-elements.js';

const Block = z.object({ type: z.string(not('text')), text: z.unknown().optional() }, not('an object'));

const Message = z.object(
  {
    sender: z.string(not('text')),
    text: z.string(not('text')).nullish(),
    content: z.array(Block, not('a list')).nullish(),
  },
  not('an object'),
);

const Export = z.object({
  uuid: Identifier,
  created_at: Instant,
  updated_at: Instant.nullish(),
  account: z.object({ uuid: Identifier }, not('an object')).nullish(),
  model: Word,
  chat_messages: z.array(Message, not('a list')),
});

/** `conversations.json` of a Claude.ai data export, or a single conversation saved from it. */
export const claude: Format = {
  name: 'claude',
  title: 'Claude.ai export',
  sniff: (head) => /^\uFEFF?\s*[[{]/.test(head) && /"chat_messages"\s*:/.test(head),
  read: (chunks, context) => readRecords(splitElements(chunks), (record) => toConversation(record, context)),
};

function toConversation(record: object, context: ReadContext): Conversation {
  const fields = check(Export, record);
  const startedAt = toInstant(fields.created_at, 'created_at');
  const updatedAt = fields.updated_at ? toInstant(fields.updated_at, 'updated_at') : null;
  checkTimes(startedAt, updatedAt, ['created_at', 'updated_at'], context.now);
  return {
    source: sourceOf(null, { ...context, source: context.source ?? 'claude-export' }),
    externalId: String(fields.uuid),
    accountId: String(fields.account?.uuid ?? context.account ?? context.exportAccount),
    startedAt,
    updatedAt,
    turns: spokenTurns(fields.chat_messages.flatMap(toTurn)),
    language: null,
    product: 'Claude',
    plan: null,
    model: wordOrNull(fields.model),
    country: null,
    region: null,
  };
}

function toTurn(message: z.output<typeof Message>, position: number): Turn[] {
  const { sender } = message;
  if (sender !== 'human' && sender !== 'assistant') return [];
  return [{ role: sender === 'human' ? 'user' : 'assistant', text: words(message, `chat_messages[${position}]`) }];
}

/** The blocks of type text; `text` stands in for them in older exports, and is a stub or empty in newer ones. */
function words(message: z.output<typeof Message>, field: string): string {
  const texts = (message.content ?? []).flatMap((block, position) => {
    if (block.type !== 'text') return [];
    if (typeof block.text === 'string') return [block.text];
    const name = `${field}.content[${position}].text`;
    throw new Refused('invalid_field', name, `"${name}" is not text.`);
  });
  return texts.some((text) => text.trim() !== '') ? texts.join('\n\n') : (message.text ?? '');
}
