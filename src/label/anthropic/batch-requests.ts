import type Anthropic from '@anthropic-ai/sdk';
import type { Answer, Call } from './answers.js';
import type { BatchIntent } from './batch-ledger.js';
import { rejection, toAnswer } from './client.js';

/** A batch holds at most so many bytes, by our count of its parts: the API takes 256 MB. */
const MOST_BYTES = 100_000_000;
const MOST_REQUESTS = 100_000;

/**
 * A request's name in a batch: by it the batch is known as that of an intent, though another may ask the same. The key is told
 * in fewer letters, as the API takes 64.
 */
export function nameOf({ id }: BatchIntent, key: string): string {
  return `${id}-${Buffer.from(key, 'hex').toString('base64url')}`;
}

/** The key of the call that has this name. */
export function keyOf(name: string): string {
  return Buffer.from(name.slice(name.indexOf('-') + 1), 'base64url').toString('hex');
}

/** Calls as many batches hold them. */
export function chunks(calls: readonly Call[]): Call[][] {
  const parts: Call[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const call of calls) {
    const size = call.system.text.length + call.messages.reduce((sum, { content }) => sum + 2 * content.length, 2000);
    if (bytes + size > MOST_BYTES || (parts.at(-1)?.length ?? 0) >= MOST_REQUESTS) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(call);
    bytes += size;
  }
  return parts;
}

/** An answer, or why there is none. */
export function readResult(result: Anthropic.Messages.MessageBatchResult): Answer | string {
  if (result.type === 'succeeded') return toAnswer(result.message);
  if (result.type !== 'errored') return result.type;
  const { type, message } = result.error.error;
  return type === 'invalid_request_error' ? rejection(message) : message;
}
