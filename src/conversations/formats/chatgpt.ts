import { z } from 'zod';
import type { Conversation, Turn } from '../conversation.js';
import { check, checkTimes, Identifier, not, sourceOf, spokenTurns, Word, wordOrNull } from './fields.js';
import { type Format, type ReadContext, Refused } from './format.js';
import { readRecords } from './records.js';
import { splitElements } from './split-elements.js';

const Seconds = z
  .number(not('a number of seconds since 1970'))
  .max(1e11, 'is not a number of seconds since 1970')
  .nullish();

const Export = z.object({
  id: Identifier.nullish(),
  conversation_id: Identifier.nullish(),
  create_time: Seconds,
  update_time: Seconds,
  current_node: z.string(not('text')),
  mapping: z.record(z.string(), z.unknown(), not('an object')),
  default_model_slug: Word,
});

const Metadata = z.object(
  { is_visually_hidden_from_conversation: z.boolean(not('true or false')).nullish(), model_slug: Word },
  not('an object'),
);

const Message = z.object(
  {
    author: z.object({ role: z.string(not('text')) }, not('an object')),
    content: z.object(
      { content_type: z.string(not('text')), parts: z.array(z.unknown(), not('a list')).nullish() },
      not('an object'),
    ),
    create_time: Seconds,
    recipient: z.string(not('text')).nullish(),
    metadata: Metadata.nullish(),
  },
  not('an object'),
);

const Node = z.object({ message: Message.nullish(), parent: z.string(not('text')).nullish() }, not('an object'));

type Message = z.output<typeof Message>;

/** `conversations.json` of a ChatGPT data export: one person's conversations, each a tree of messages. */
export const chatgpt: Format = {
  name: 'chatgpt',
  title: 'ChatGPT export',
  sniff: (head) => /^\uFEFF?\s*[[{]/.test(head) && /"(mapping|current_node)"\s*:/.test(head),
  read: (chunks, context) => readRecords(splitElements(chunks), (record) => toConversation(record, context)),
};

function toConversation(record: object, context: ReadContext): Conversation {
  const fields = check(Export, record);
  const id = fields.id ?? fields.conversation_id;
  if (id === null || id === undefined) throw new Refused('missing_field', 'id', '"id" is missing.');
  const messages = currentBranch(fields.mapping, fields.current_node);
  const startedAt = start(fields.create_time, messages);
  const updatedAt = fields.update_time ? fromSeconds(fields.update_time) : null;
  checkTimes(startedAt, updatedAt, ['create_time', 'update_time'], context.now);
  const visible = messages.filter(isVisible);
  return {
    source: sourceOf(null, { ...context, source: context.source ?? 'chatgpt-export' }),
    externalId: String(id),
    accountId: context.account ?? context.exportAccount,
    startedAt,
    updatedAt,
    turns: spokenTurns(visible.flatMap(toTurn)),
    language: null,
    product: 'ChatGPT',
    plan: null,
    model: lastModel(visible) ?? wordOrNull(fields.default_model_slug),
    country: null,
    region: null,
  };
}

/** The messages that the person saw last, oldest first: edits and retries leave other branches behind. */
function currentBranch(mapping: Readonly<Record<string, unknown>>, current: string): Message[] {
  const branch: Message[] = [];
  const seen = new Set<string>();
  for (let id: string | null = current; id !== null; ) {
    if (!Object.hasOwn(mapping, id))
      throw new Refused('invalid_field', 'mapping', '"mapping" lacks a message of the current branch.');
    if (seen.has(id))
      throw new Refused('invalid_field', 'mapping', '"mapping" is no tree: its messages run in a circle.');
    seen.add(id);
    const node: z.output<typeof Node> = check(Node, mapping[id], 'mapping[]');
    if (node.message) branch.push(node.message);
    id = node.parent ?? null;
  }
  return branch.reverse();
}

/** Some exports leave the conversation's own time empty: then it began with its first message. */
function start(created: number | null | undefined, messages: readonly Message[]): Date {
  const seconds = created ?? messages.find((message) => typeof message.create_time === 'number')?.create_time;
  if (seconds === null || seconds === undefined)
    throw new Refused('missing_field', 'create_time', '"create_time" is missing.');
  return fromSeconds(seconds);
}

function fromSeconds(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}

/** What was said by the person and to the person: not instructions, tool calls and what tools answered. */
function isVisible({ author, recipient, content, metadata }: Message): boolean {
  return (
    (author.role === 'user' || author.role === 'assistant') &&
    (recipient ?? 'all') === 'all' &&
    (content.content_type === 'text' || content.content_type === 'multimodal_text') &&
    metadata?.is_visually_hidden_from_conversation !== true
  );
}

/** Parts that are no text are pictures and files. */
function toTurn({ author, content }: Message): Turn[] {
  const text = (content.parts ?? []).filter((part) => typeof part === 'string').join('\n');
  return [{ role: author.role === 'user' ? 'user' : 'assistant', text }];
}

function lastModel(messages: readonly Message[]): string | null {
  return wordOrNull(messages.findLast((message) => message.metadata?.model_slug)?.metadata?.model_slug);
}
