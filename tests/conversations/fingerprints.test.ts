import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../src/conversations/fingerprints.js';

describe('a set of fingerprints', () => {
  it('answers like a set of texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), (texts) => {
        const [fingerprints, set] = [new FingerprintSet(2), new Set<string>()];
        for (const text of texts) {
          expect(fingerprints.add(text)).toBe(!set.has(text));
          set.add(text);
        }
        expect(fingerprints.size).toBe(set.size);
      }),
    );
  });

  it('remembers everything while it grows', () => {
    const fingerprints = new FingerprintSet(4);
    const texts = Array.from({ length: 50_000 }, (_, n) => `text ${n}`);
    expect(texts.every((text) => fingerprints.add(text))).toBe(true);
    expect(texts.some((text) => fingerprints.add(text))).toBe(false);
  });
});
