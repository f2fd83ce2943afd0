import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { createLocalLabeller } from '../../src/label/local/local-labeller.js';
import { ENCODING, type Encoder, openEncoder, openingOf } from '../../src/label/semantic/encoder.js';
import { createSemanticLabeller } from '../../src/label/semantic/semantic-labeller.js';
import { projectRoot } from '../../src/paths.js';
import { input, labelOf, turns } from './conversations.js';
import { smallTaxonomy } from './small-taxonomy.js';

const taxonomy = smallTaxonomy();
const installed = existsSync(join(projectRoot, 'node_modules', '@energetic-ai', 'model-embeddings-en'));
const flat: Encoder = () => new Float32Array(ENCODING.dimensions);

describe('the semantic labeller', () => {
  it('loads its encoder once, when it is first needed', async () => {
    let opened = 0;
    const labeller = createSemanticLabeller(taxonomy, async () => {
      opened++;
      return flat;
    });
    expect(opened).toBe(0);
    await labeller.label([input('a', 'Write a python script.'), input('b', 'A recipe for soup?')]);
    await labeller.label([input('c', 'hi')]);
    expect(opened).toBe(1);
  });

  it('says who it is: local, with what it adds', () => {
    const local = createLocalLabeller(taxonomy).identity;
    const { name, rules } = createSemanticLabeller(taxonomy, async () => flat).identity;
    expect(name).toBe('semantic');
    const { calibration, ...shared } = local.rules;
    expect(rules['calibration']).not.toBe(calibration);
    expect(rules).toMatchObject({ ...shared, encoder: ENCODING.encoder, semanticWeights: expect.any(String) });
  });

  it('stops between two conversations when it is told to, and lets others have their turn', async () => {
    const stop = new AbortController();
    let encoded = 0;
    const labeller = createSemanticLabeller(taxonomy, async () => () => {
      encoded++;
      setImmediate(() => stop.abort());
      return new Float32Array(ENCODING.dimensions);
    });
    await expect(labeller.label([input('a', 'hi'), input('b', 'hi'), input('c', 'hi')], stop.signal)).rejects.toThrow();
    expect(encoded).toBe(1);
  });

  it('passes on that it cannot work without its packages', async () => {
    const labeller = createSemanticLabeller(taxonomy, async () => {
      throw new UserError('not installed');
    });
    await expect(labeller.label([input('a', 'Write a python script.')])).rejects.toThrow(UserError);
  });

  it.skipIf(!installed)('labels and ranks with the real encoder, the same time after time', async () => {
    const labeller = createSemanticLabeller(taxonomy);
    const asked = [input('a', 'Write a typescript function that parses json'), input('b', 'a recipe for chicken soup')];
    const results = await labeller.label(asked);
    const occupations = results.map((result) => {
      const { task } = labelOf(result);
      return taxonomy.tasks.find(({ code }) => code === task)?.holders[0]?.occupation;
    });
    expect(occupations).toEqual(['15-1252.00', '35-2014.00']);
    expect(await labeller.label(asked)).toEqual(results);
    const ranked = (await labeller.candidates?.(asked, 25)) ?? [];
    expect(ranked.map(([first]) => first)).toEqual(results.map((result) => labelOf(result).task));
  });
});

describe('what is encoded', () => {
  it('is how the person begins, redacted and cut', () => {
    expect(openingOf(turns('mail  ana@example.org\nplease', 'Done.', 'and her boss'))).toBe(
      'mail [email_redacted] please. and her boss',
    );
    expect(openingOf(turns('x'.repeat(1000), 'Done.', 'more'))).toBe('x'.repeat(ENCODING.opening));
    expect(openingOf([])).toBe('');
  });

  it.skipIf(!installed)('is a unit vector, near to that of a like meaning', async () => {
    const encode = await openEncoder();
    const [fix, debug, bake] = ['fix my code', 'debug the program', 'bake bread'].map(encode);
    const near = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()) =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    expect(near(fix, fix)).toBeCloseTo(1, 3);
    expect(near(fix, debug)).toBeGreaterThan(near(fix, bake));
  });
});
