import type { Conversation, ReadRecord, Refusal } from '../conversations/conversation.js';
import { FingerprintSet } from '../conversations/fingerprints.js';
import { type Keys, serializeTurns } from '../conversations/keys.js';

/** A conversation as it is written: its turns serialized, hashed and counted. */
export interface Arrival extends Omit<Conversation, 'turns'> {
  readonly body: Buffer;
  readonly contentHash: Buffer;
  readonly turns: number;
  readonly userCharacters: number;
  readonly characters: number;
}

/** What is looked up and written at once. */
export interface Chunk {
  readonly arrivals: readonly Arrival[];
  readonly refusals: readonly Refusal[];
}

/** Enough that round trips do not count, little enough that two chunks in memory do not either. */
const CHUNK = { records: 4000, bytes: 8 * 1024 * 1024 } as const;

/** Gathers records into chunks. The second record of one conversation is refused, so that no order within a file matters. */
export async function* chunked(records: AsyncIterable<ReadRecord>, keys: Keys): AsyncGenerator<Chunk> {
  const seen = new FingerprintSet();
  let [arrivals, refusals, bytes]: [Arrival[], Refusal[], number] = [[], [], 0];
  for await (const record of records) {
    const refusal = record.kind === 'refused' ? record.refusal : duplicate(record, seen);
    if (refusal) refusals.push(refusal);
    else if (record.kind === 'conversation')
      bytes += arrivals[arrivals.push(arrive(record.conversation, keys)) - 1]?.body.length ?? 0;
    if (arrivals.length + refusals.length < CHUNK.records && bytes < CHUNK.bytes) continue;
    yield { arrivals, refusals };
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

/** Field by field: spreading the rest of a conversation costs more than hashing it. */
function arrive(conversation: Conversation, keys: Keys): Arrival {
  const body = Buffer.from(serializeTurns(conversation.turns));
  const [userCharacters, characters] = countCharacters(conversation.turns);
  return {
    source: conversation.source,
    externalId: conversation.externalId,
    accountId: conversation.accountId,
    startedAt: conversation.startedAt,
    updatedAt: conversation.updatedAt,
    body,
    contentHash: keys.serializedHash(body),
    turns: conversation.turns.length,
    userCharacters,
    characters,
    language: conversation.language,
    product: conversation.product,
    plan: conversation.plan,
    model: conversation.model,
    country: conversation.country,
    region: conversation.region,
  };
}

function countCharacters(turns: Conversation['turns']): [user: number, all: number] {
  let [user, all] = [0, 0];
  for (const { role, text } of turns) {
    all += text.length;
    if (role === 'user') user += text.length;
  }
  return [user, all];
}
