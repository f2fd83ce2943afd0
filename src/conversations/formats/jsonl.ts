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
import { splitLines } from './split-lines.js';

const Message = z.object(
  {
    role: z
      .enum(
        ['user', 'assistant', 'system', 'developer', 'tool', 'function'],
        not('user, assistant, system, developer, tool or function'),
      )
      .describe('Who speaks. Only user and assistant belong to the conversation; the others are left out.'),
    content: z.string(not('text')).nullish().describe('The words. A message without words is left out.'),
  },
  not('an object'),
);

const Neutral = z.object({
  id: Identifier.describe(
    'The conversation, unique within its source. In a later file the same id is a newer version of it; within one file it is refused.',
  ),
  source: Word.describe(
    'The product, log or export that the conversation comes from. May be left out when --source names it.',
  ),
  account_id: Identifier.nullish().describe(
    'Whose conversation it is, as the source knows them. Stored as a pseudonym only. May be left out when --account names it.',
  ),
  created_at: Instant.describe(
    'When the conversation began, ISO 8601; without an offset it is UTC. It decides the period.',
  ),
  updated_at: Instant.nullish().describe('When something was last said.'),
  messages: z.array(Message, not('a list')).describe('The conversation in its order.'),
  language: Word.describe('BCP 47, e.g. en or pt-BR.'),
  product: Word.describe('The product or client in which it took place.'),
  client: Word.describe('Read as product where product is absent.'),
  plan: Word.describe('The plan of the account, e.g. free or team.'),
  model: Word.describe('The model that answered.'),
  country: z
    .string(not('text'))
    .regex(/^([A-Z]{2})?$/, 'is not an ISO 3166-1 code such as DE')
    .nullish()
    .describe('ISO 3166-1 alpha-2.'),
  region: z
    .string(not('text'))
    .regex(/^([A-Z]{2}-[A-Z0-9]{1,3})?$/, 'is not an ISO 3166-2 code such as US-CA')
    .nullish()
    .describe('ISO 3166-2.'),
});

/** One conversation a line, in Tidemark's own words. Fields that are not in the schema are ignored. */
export const jsonl: Format = {
  name: 'jsonl',
  title: 'neutral JSONL',
  sniff: (head) => head.split('\n').some(looksNeutral),
  read: (chunks, context) => readRecords(splitLines(chunks), (record) => toConversation(record, context)),
};

/** A line that was cut off by the end of the head can still be recognised by its fields. */
function looksNeutral(line: string): boolean {
  return /^\uFEFF?\s*\{.*"(messages|account_id)"\s*:/.test(line);
}

function toConversation(record: object, context: ReadContext): Conversation {
  const fields = check(Neutral, record);
  const account = fields.account_id ?? context.account;
  if (account === null)
    throw new Refused('missing_field', 'account_id', '"account_id" is missing, and --account names none.');
  const startedAt = toInstant(fields.created_at, 'created_at');
  const updatedAt = fields.updated_at ? toInstant(fields.updated_at, 'updated_at') : null;
  checkTimes(startedAt, updatedAt, ['created_at', 'updated_at'], context.now);
  return {
    source: sourceOf(fields.source, context),
    externalId: String(fields.id),
    accountId: String(account),
    startedAt,
    updatedAt,
    turns: spokenTurns(fields.messages.flatMap(toTurn)),
    language: wordOrNull(fields.language),
    product: wordOrNull(fields.product) ?? wordOrNull(fields.client),
    plan: wordOrNull(fields.plan),
    model: wordOrNull(fields.model),
    country: wordOrNull(fields.country),
    region: wordOrNull(fields.region),
  };
}

function toTurn({ role, content }: z.output<typeof Message>): Turn[] {
  return (role === 'user' || role === 'assistant') && content ? [{ role, text: content }] : [];
}

/** The JSON Schema of one line, as published in docs/conversation.schema.json. */
export function neutralJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Conversation',
    description: 'One line of a neutral JSONL file for `tidemark import`. Further fields are ignored.',
    ...z.toJSONSchema(Neutral, { io: 'input' }),
  };
}
