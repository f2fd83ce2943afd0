import { describe, expect, it } from 'vitest';
import { inCompanies } from '../../../src/label/semantic/companies.js';
import { openEncoder } from '../../../src/label/semantic/encoder.js';

describe('encoding in companies', () => {
  it('puts texts of equal length together, at most eight', async () => {
    const runs: (readonly string[])[] = [];
    const encode = inCompanies(
      (text) => text.length,
      async (texts) => {
        runs.push(texts);
        return texts.map((text) => Float32Array.of(text.length, text.charCodeAt(0)));
      },
    );
    const texts = [...'abcdefghi', 'kk', 'ww'];
    const vectors = await Promise.all(texts.map(encode));
    expect(runs.map(({ length }) => length)).toEqual([8, 1, 2]);
    expect(vectors.map(([length, first]) => [length, first])).toEqual(
      texts.map((text) => [text.length, text.charCodeAt(0)]),
    );
  });

  it('fails those alone whose company fails', async () => {
    const encode = inCompanies(
      (text) => text.length,
      async (texts) => {
        if (texts.includes('bad')) throw new Error('broken');
        return texts.map(() => Float32Array.of(1));
      },
    );
    const outcomes = await Promise.allSettled(['bad', 'odd', 'good'].map(encode));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('gives a text the same bytes alone and in company', async () => {
    const encode = await openEncoder();
    const texts = [
      'Write a letter to the landlord',
      'Draft a note for the teacher',
      'Fix this loop',
      'Why is the sky blue',
    ];
    const alone: Float32Array[] = [];
    for (const text of texts) alone.push(await encode(text));
    expect(await Promise.all([...texts, ...texts].map(encode))).toEqual([...alone, ...alone]);
  }, 60_000);
});
