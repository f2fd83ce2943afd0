import type { Conversation, ReadRecord } from '../conversation.js';
import { Refused } from './format.js';
import type { RawRecord } from './raw-record.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Parses records and turns each into a conversation; what `toConversation` refuses is reported, and the rest goes on. */
export async function* readRecords(
  raws: AsyncIterable<RawRecord>,
  toConversation: (record: object) => Conversation,
): AsyncGenerator<ReadRecord> {
  for await (const raw of raws)
    yield 'refusal' in raw ? { kind: 'refused', refusal: raw.refusal } : readRecord(raw, toConversation);
}

function readRecord(
  raw: { line: number; bytes: Buffer },
  toConversation: (record: object) => Conversation,
): ReadRecord {
  const { line } = raw;
  try {
    return { kind: 'conversation', line, conversation: toConversation(parseObject(decode(raw.bytes))) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: 'refused', refusal: { line, reason: error.reason, field: error.field, detail: error.message } };
  }
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refused('invalid_utf8', null, 'The record holds bytes that are not UTF-8.');
  }
}

function parseObject(text: string): object {
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Refused('not_an_object', null, 'The record is JSON, but no object with fields.');
}

/** The engine's own message quotes the record, so only the position is taken from it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw new Refused(
      'not_json',
      null,
      `The record is not JSON${position ? `, from character ${Number(position) + 1} on` : ''}.`,
    );
  }
}
