import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { UserError } from '../errors.js';
import type { Turn } from './conversation.js';

/** Keyed hashes of one installation: the same secret gives the same values, another one unrelated values. */
export interface Keys {
  /** Stands for an account: 16 bytes that cannot be led back to it without the secret. */
  pseudonym(source: string, accountId: string): Buffer;
  /** The account's jackknife group for good, 0 to 255. */
  replicate(source: string, accountId: string): number;
  /** 16 bytes that tell whether two conversations say the same. */
  contentHash(turns: readonly Turn[]): Buffer;
  /** The content hash of turns that `serializeTurns` has written, in UTF-8. */
  serializedHash(serialized: Buffer): Buffer;
}

/** Turns as they are stored and hashed. JSON quotes every text, so that no two lists of turns are written alike. */
export function serializeTurns(turns: readonly Turn[]): string {
  return JSON.stringify(turns.map(({ role, text }) => ({ role, text })));
}

/**
 * Derives the keys of an installation from its secret (hex, at least 16 bytes) by HKDF-SHA256 (RFC 5869), one label each.
 * @throws UserError when the secret is not such a text
 */
export function createKeys(secret: string): Keys {
  if (!/^([0-9a-f]{2}){16,}$/i.test(secret)) {
    throw new UserError(
      'The installation secret is not a text of at least 32 hexadecimal digits.',
      'Set TIDEMARK_KEY to the secret from your backup.',
    );
  }
  const [pseudonym, replicate, content] = (['pseudonym', 'replicate', 'content'] as const).map((label) =>
    deriveKey(secret, label),
  );
  if (!pseudonym || !replicate || !content) throw new Error('HKDF gave no key.');
  const serializedHash = (serialized: Buffer) => mac(content, serialized).subarray(0, 16);
  return {
    pseudonym: (source, accountId) => mac(pseudonym, accountKey(source, accountId)).subarray(0, 16),
    replicate: (source, accountId) => mac(replicate, accountKey(source, accountId)).readUInt8(0),
    contentHash: (turns) => serializedHash(Buffer.from(serializeTurns(turns))),
    serializedHash,
  };
}

function deriveKey(secret: string, label: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', `tidemark/${label}`, 32)));
}

/** Written as JSON, so that no two pairs are written alike. */
function accountKey(source: string, accountId: string): string {
  return JSON.stringify([source, accountId]);
}

function mac(key: KeyObject, message: string | Buffer): Buffer {
  return createHmac('sha256', key).update(message).digest();
}
