import { UserError } from '../errors.js';

/** The keys of payloads by their ids. The first encrypts; all of them decrypt. */
export type KeyRing = ReadonlyMap<string, Buffer>;

const KEY_BYTES = 32;
const EXAMPLE =
  'Write it like 2026-11:BASE64,2026-05:BASE64, each key of "openssl rand -base64 32"; the first one encrypts.';

/** The keys of TIDEMARK_CODEC_KEYS, none where it is not set. @throws UserError, which quotes no key, where it is no such list */
export function readKeyRing(env: Readonly<Record<string, string | undefined>>): KeyRing {
  const ring = new Map<string, Buffer>();
  const text = env['TIDEMARK_CODEC_KEYS'];
  if (!text) return ring;
  for (const [place, entry] of text.split(',').entries()) {
    const [id, key] = readEntry(entry.trim(), place + 1);
    if (ring.has(id))
      throw new UserError(`TIDEMARK_CODEC_KEYS has two keys of one id: number ${place + 1} is the second.`, EXAMPLE);
    ring.set(id, key);
  }
  return ring;
}

/** Numbered and not named: what stands where an id should be may be a key. */
function readEntry(entry: string, number: number): readonly [string, Buffer] {
  const [, id, base64] = /^([\w.-]{1,64}):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  if (id !== undefined && key.length === KEY_BYTES) return [id, key];
  throw new UserError(`Key ${number} of TIDEMARK_CODEC_KEYS is not an id and ${KEY_BYTES} bytes in base64.`, EXAMPLE);
}
