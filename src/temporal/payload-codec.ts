import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { UserError } from '../errors.js';
import { projectRoot } from '../paths.js';
import { type KeyRing, readKeyRing } from './key-ring.js';

const { Payload: Message } = proto.temporal.api.common.v1;
const CIPHER = 'aes-256-gcm';
const ENCODING = 'binary/encrypted';
/** A random nonce of 96 bits and a tag of 128, as NIST SP 800-38D recommends. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The SDK loads it by itself, so it has to be built. */
const FAILURES = join(projectRoot, 'dist', 'src', 'temporal', 'encrypted-failures.js');

/** How clients, workers and replays read and write payloads and failures: encrypted where TIDEMARK_CODEC_KEYS is set. */
export function dataConverter(): DataConverter {
  const ring = readKeyRing(process.env);
  if (ring.size === 0) return { payloadCodecs: [refusing] };
  return { payloadCodecs: [encryptingCodec(ring)], failureConverterPath: FAILURES };
}

/** Whether TIDEMARK_CODEC_KEYS is set. */
export function encrypts(): boolean {
  return readKeyRing(process.env).size > 0;
}

/** Writes with the first key of the ring. What was written before there were keys is read as it is. */
export function encryptingCodec(ring: KeyRing): PayloadCodec {
  const [current] = ring.entries();
  if (!current) throw new RangeError('A ring without keys encrypts nothing.');
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, ...current)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, ring)),
  };
}

/** Without keys: plain, and an encrypted payload is told from one that makes no sense. */
const refusing: PayloadCodec = {
  encode: async (payloads) => payloads,
  decode: async (payloads) => payloads.map((payload) => decrypt(payload, new Map())),
};

/** The id is authenticated: a payload cannot be passed off as one of another key. */
const authenticated = (id: string) => Buffer.from(`${ENCODING}\n${id}`);

function encrypt(payload: Payload, id: string, key: Buffer): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(authenticated(id));
  const sealed = Buffer.concat([cipher.update(Message.encode(payload).finish()), cipher.final()]);
  const metadata = { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) };
  return { metadata, data: Buffer.concat([nonce, sealed, cipher.getAuthTag()]) };
}

function decrypt(payload: Payload, ring: KeyRing): Payload {
  if (text(payload, 'encoding') !== ENCODING) return payload;
  const id = text(payload, 'encryption-key-id');
  const key = ring.get(id);
  if (!key)
    throw new UserError(
      `A payload is encrypted with the key ${id}, which is not there.`,
      `Add ${id} to TIDEMARK_CODEC_KEYS.`,
    );
  return Message.decode(open(Buffer.from(payload.data ?? []), id, key));
}

function open(data: Buffer, id: string, key: Buffer): Buffer {
  try {
    const nonce = data.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(authenticated(id));
    decipher.setAuthTag(data.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new UserError(
      `A payload does not open with the key ${id}: it was changed, or the key was.`,
      `Put the key that ${id} was into TIDEMARK_CODEC_KEYS.`,
    );
  }
}

function text(payload: Payload, field: string): string {
  return Buffer.from(payload.metadata?.[field] ?? []).toString();
}
