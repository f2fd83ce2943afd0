import type { Conversation, ReadRecord, Refusal } from '../conversations/conversation.js';
import { FingerprintSet } from '../conversations/fingerprints.js';
import type { Keys } from '../conversations/keys.js';
import { Arena, type Arrival, Reception } from './import-arrivals.js';

/** What is looked up and written at once. */
export interface Chunk {
  readonly arrivals: readonly Arrival[];
  readonly refusals: readonly Refusal[];
}

/** Enough that round trips do not count, little enough that two chunks in memory do not either. */
const CHUNK = { records: 2000, bytes: 8 * 1024 * 1024 } as const;

/**
 * Gathers records into chunks. The second record of one conversation is refused, so that no order within a file matters.
 * The bodies of a chunk lie in memory that the next but one uses again: by then it has to be written.
 */
export async function* chunked(records: AsyncIterable<ReadRecord>, keys: Keys): AsyncGenerator<Chunk> {
  const [reception, seen] = [new Reception(keys), new FingerprintSet()];
  let [arena, other] = [new Arena(CHUNK.bytes), new Arena(CHUNK.bytes)];
  let [arrivals, refusals, bytes]: [Arrival[], Refusal[], number] = [[], [], 0];
  for await (const record of records) {
    const refusal = record.kind === 'refused' ? record.refusal : duplicate(record, seen);
    if (refusal) refusals.push(refusal);
    else if (record.kind === 'conversation') {
      const arrival = reception.arrive(record.conversation, arena);
      arrivals.push(arrival);
      bytes += arrival.body.length;
    }
    if (arrivals.length + refusals.length < CHUNK.records && bytes < CHUNK.bytes) continue;
    yield { arrivals, refusals };
    [arena, other] = [other.empty(), arena];
    [arrivals, refusals, bytes] = [[], [], 0];
  }
  yield { arrivals, refusals };
}

function duplicate(record: { line: number; conversation: Conversation }, seen: FingerprintSet): Refusal | null {
  const { source, externalId } = record.conversation;
  if (seen.add(`${source}\u001f${externalId}`)) return null;
  const detail = 'The same conversation stands earlier in the file; that one was taken.';
  return { line: record.line, reason: 'duplicate', field: 'id', detail };
}
