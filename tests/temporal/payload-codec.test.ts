import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readKeyRing } from '../../src/temporal/key-ring.js';
import { encryptingCodec } from '../../src/temporal/payload-codec.js';

const key = () => randomBytes(32).toString('base64');
const codec = (...entries: string[]) => encryptingCodec(readKeyRing({ TIDEMARK_CODEC_KEYS: entries.join(',') }));
const plain = [defaultPayloadConverter.toPayload({ reason: 'spelled out' })];
const read = (payloads: typeof plain) => payloads.map((one) => defaultPayloadConverter.fromPayload(one));

describe('the payload codec', () => {
  const [first, second] = [key(), key()];

  it('hides what it writes, never twice alike, and reads it again', async () => {
    const ours = codec(`a:${first}`);
    const [one, two] = [await ours.encode(plain), await ours.encode(plain)];
    expect(Buffer.from(one[0]?.data ?? []).toString('latin1')).not.toContain('spelled');
    expect(one[0]?.data).not.toEqual(two[0]?.data);
    expect(read(await ours.decode(one))).toEqual([{ reason: 'spelled out' }]);
  });

  it('reads what an older key of the ring or nobody encrypted, and writes with the first', async () => {
    const old = await codec(`a:${first}`).encode(plain);
    const rotated = codec(`b:${second}`, `a:${first}`);
    expect(read(await rotated.decode([...old, ...plain]))).toHaveLength(2);
    const [written] = await rotated.encode(plain);
    expect(Buffer.from(written?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('b');
  });

  it('names the key that is missing or another one, and no key itself', async () => {
    const old = await codec(`a:${first}`).encode(plain);
    await expect(codec(`b:${second}`).decode(old)).rejects.toThrow(/with the key a, which is not there/);
    await expect(codec(`a:${second}`).decode(old)).rejects.toThrow(/does not open with the key a/);
  });

  it('does not open a payload that was changed, cut short or given another key id', async () => {
    const ours = codec(`a:${first}`, `b:${first}`);
    const [payload] = await ours.encode(plain);
    const data = Buffer.from(payload?.data ?? []);
    const flipped = Buffer.from(data);
    flipped.writeUInt8(flipped.readUInt8(15) ^ 1, 15);
    const other = { ...payload?.metadata, 'encryption-key-id': Buffer.from('b') };
    for (const bad of [
      { ...payload, data: flipped },
      { ...payload, data: data.subarray(0, 9) },
      { ...payload, metadata: other },
    ])
      await expect(ours.decode([bad])).rejects.toThrow(UserError);
  });

  it('refuses a list that is none without quoting it', () => {
    for (const bad of [first, `a:${first},a:${second}`, `a:${first.slice(4)}`, `a:${first},`]) {
      const reading = () => readKeyRing({ TIDEMARK_CODEC_KEYS: bad });
      expect(reading).toThrow(UserError);
      expect(reading).not.toThrow(first.slice(4));
    }
  });
});
