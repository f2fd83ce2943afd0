import { createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/conversations/conversation.js';
import { createKeys, serializeTurns } from '../../src/conversations/keys.js';

const keys = createKeys('5e'.repeat(32));
const others = createKeys('5f'.repeat(32));

const turn = fc.record({
  role: fc.constantFrom<Turn['role']>('user', 'assistant'),
  text: fc.string({ unit: fc.constantFrom('a', '"', ',', '{', 'user') }),
});

describe('the keys of an installation', () => {
  it('are HMAC-SHA256 under a key made by HKDF', () => {
    const key = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 0x5e), '', 'tidemark/pseudonym', 32));
    const expected = createHmac('sha256', key).update('["shop","a-1"]').digest().subarray(0, 16);
    expect(keys.pseudonym('shop', 'a-1')).toEqual(expected);
  });

  it('give the same pseudonym, replicate and hash each time, and others under another secret', () => {
    const turns: Turn[] = [{ role: 'user', text: 'hello' }];
    const again = createKeys('5E'.repeat(32));
    expect(again.pseudonym('s', 'a')).toEqual(keys.pseudonym('s', 'a'));
    expect(again.contentHash(turns)).toEqual(keys.contentHash(turns));
    expect(others.pseudonym('s', 'a')).not.toEqual(keys.pseudonym('s', 'a'));
    expect(others.contentHash(turns)).not.toEqual(keys.contentHash(turns));
  });

  it('tell apart source and account, wherever the border lies', () => {
    expect(keys.pseudonym('ab', 'c')).not.toEqual(keys.pseudonym('a', 'bc'));
    expect(keys.pseudonym('a","b', 'c')).not.toEqual(keys.pseudonym('a', 'b","c'));
  });

  it('spread accounts evenly over 256 replicates', () => {
    const counts = new Array<number>(256).fill(0);
    for (let n = 0; n < 25_600; n += 1)
      counts[keys.replicate('s', `account ${n}`)] = (counts[keys.replicate('s', `account ${n}`)] ?? 0) + 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    // 255 degrees of freedom: one in ten thousand lies beyond 346, and one below 177.
    expect(chiSquare).toBeGreaterThan(177);
    expect(chiSquare).toBeLessThan(346);
  });

  it('hash different turns differently, and equal ones alike however they were made', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 4 }), fc.array(turn, { maxLength: 4 }), (a, b) => {
        const same = JSON.stringify(a.map((x) => [x.role, x.text])) === JSON.stringify(b.map((x) => [x.role, x.text]));
        expect(keys.contentHash(a).equals(keys.contentHash(b))).toBe(same);
      }),
    );
    expect(serializeTurns([{ text: 'x', role: 'user' }])).toBe('[{"role":"user","text":"x"}]');
  });

  it.each(['', 'secret', 'ab'.repeat(15), `${'ab'.repeat(16)}a`])('refuse the secret "%s"', (secret) => {
    expect(() => createKeys(secret)).toThrow(
      'The installation secret is not a text of at least 32 hexadecimal digits.',
    );
  });
});
