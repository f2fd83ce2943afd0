import type { Conversation } from '../conversations/conversation.js';
import { type Keys, serializeTurns } from '../conversations/keys.js';
import { textMonth } from './text.js';

/** Who an arrival belongs to, as the database knows them: the account's own id goes no further than here. */
export interface AccountIdentity {
  readonly source: string;
  readonly pseudonym: Buffer;
  readonly replicate: number;
  /** The pseudonym as a text, to look things up by. It covers the source. */
  readonly key: string;
}

/** A conversation as it is written: its turns serialized, hashed and counted. */
export interface Arrival extends Omit<Conversation, 'turns' | 'accountId'> {
  readonly account: AccountIdentity;
  /** The month that its text is filed under, if its beginning is not known otherwise. */
  readonly month: string;
  readonly body: Buffer;
  readonly contentHash: Buffer;
  readonly turns: number;
  readonly userCharacters: number;
  readonly characters: number;
}

/** Accounts whose hashes are remembered. Beyond it memory is begun anew, so that it stays bounded. */
const REMEMBERED = 50_000;

/** Makes arrivals of conversations. Everything that needs a hash happens here, while Postgres works on other arrivals. */
export class Reception {
  /** By source and by the account's own id: looking up two texts costs less than making one of them. */
  private accounts = new Map<string, Map<string, AccountIdentity>>();
  private remembered = 0;

  constructor(private readonly keys: Keys) {}

  /** Field by field: spreading the rest of a conversation costs more than hashing it. */
  arrive(conversation: Conversation, arena: Arena): Arrival {
    const body = arena.put(serializeTurns(conversation.turns));
    const [userCharacters, characters] = countCharacters(conversation.turns);
    return {
      source: conversation.source,
      externalId: conversation.externalId,
      account: this.identify(conversation.source, conversation.accountId),
      startedAt: conversation.startedAt,
      month: textMonth(conversation.startedAt),
      updatedAt: conversation.updatedAt,
      body,
      contentHash: arena.keep(this.keys.serializedHash(body)),
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

  private identify(source: string, accountId: string): AccountIdentity {
    const before = this.accounts.get(source)?.get(accountId);
    if (before) return before;
    const pseudonym = this.keys.pseudonym(source, accountId);
    const replicate = this.keys.replicate(source, accountId);
    const identity = { source, pseudonym, replicate, key: pseudonym.toString('latin1') };
    this.remember(source, accountId, identity);
    return identity;
  }

  private remember(source: string, accountId: string, identity: AccountIdentity): void {
    if (this.remembered >= REMEMBERED) [this.accounts, this.remembered] = [new Map(), 0];
    const ofSource = this.accounts.get(source) ?? new Map<string, AccountIdentity>();
    this.accounts.set(source, ofSource.set(accountId, identity));
    this.remembered += 1;
  }
}

function countCharacters(turns: Conversation['turns']): [user: number, all: number] {
  let [user, all] = [0, 0];
  for (const { role, text } of turns) {
    all += text.length;
    if (role === 'user') user += text.length;
  }
  return [user, all];
}

/** Memory that is used again and again: what outlives a chunk is costly to collect. */
export class Arena {
  private readonly memory: Buffer;
  private used = 0;

  constructor(size: number) {
    this.memory = Buffer.allocUnsafeSlow(size);
  }

  empty(): this {
    this.used = 0;
    return this;
  }

  /** `text` in UTF-8. What does not fit gets memory of its own. */
  put(text: string): Buffer {
    // No character of a string takes more than three bytes.
    if (this.used + text.length * 3 > this.memory.length) return Buffer.from(text);
    const start = this.used;
    this.used += this.memory.write(text, start);
    return this.memory.subarray(start, this.used);
  }

  keep(bytes: Buffer): Buffer {
    if (this.used + bytes.length > this.memory.length) return bytes;
    const start = this.used;
    this.memory.set(bytes, start);
    this.used += bytes.length;
    return this.memory.subarray(start, this.used);
  }
}
