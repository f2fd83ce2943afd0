import type { Conversation, ReadRecord, Refusal } from '../../src/conversations/conversation.js';
import type { Format, ReadContext } from '../../src/conversations/formats/format.js';

export const NOW = new Date('2026-11-01T00:00:00Z');

/** A record of neutral JSONL that is in order. */
export function neutral(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'c-1',
    source: 'shop-assistant',
    account_id: 'a-1',
    created_at: '2026-03-04T05:06:07Z',
    messages: [
      { role: 'user', content: 'How do I seal a leaking gutter?' },
      { role: 'assistant', content: 'Dry it, then apply gutter sealant from the inside.' },
    ],
    ...overrides,
  };
}

export function lines(...records: readonly unknown[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('');
}

/** A stream that hands over `content` in pieces of `size` bytes. */
export async function* pieces(content: string | Buffer, size = 7): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export interface Reading {
  readonly conversations: Conversation[];
  readonly refusals: Refusal[];
}

export async function read(
  format: Format,
  content: string | Buffer,
  context: Partial<ReadContext> = {},
): Promise<Reading> {
  const whole = { now: NOW, source: null, account: null, exportAccount: 'export-1', ...context };
  return sortOut(format.read(pieces(content, 4096), whole));
}

async function sortOut(records: AsyncIterable<ReadRecord>): Promise<Reading> {
  const reading: Reading = { conversations: [], refusals: [] };
  for await (const record of records) {
    if (record.kind === 'conversation') reading.conversations.push(record.conversation);
    else reading.refusals.push(record.refusal);
  }
  return reading;
}
