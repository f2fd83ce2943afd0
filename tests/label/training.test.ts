import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.js';
import { readConversation } from '../../src/label/local/cut.js';
import { FeatureReader } from '../../src/label/local/features.js';
import { LinearScorer, readModel, writeModel } from '../../src/label/local/linear.js';
import { eachToken } from '../../src/label/local/tokens.js';
import { WEIGHTS_FILE } from '../../src/label/local/weights.js';
import { type CorpusRecord, groupOf, readCorpus } from '../../src/label/training/corpus.js';
import { readShippedCorpus, splitCorpus } from '../../src/label/training/files.js';
import { trainModel } from '../../src/label/training/train.js';
import { turns } from './conversations.js';

const LINE = {
  id: 'x1-001',
  language: 'en',
  turns: [{ role: 'user', text: 'why does bread rise' }],
  title: null,
  description: 'Explain how bread rises.',
  occupation: '35-2014.00',
  mode: 'learning',
  use_case: 'personal',
};

const record = (batch: string, text: string, overrides: Partial<CorpusRecord>): CorpusRecord => ({
  ...LINE,
  id: `${batch}-001`,
  batch,
  turns: turns(text),
  mode: 'directive',
  useCase: 'work',
  ...overrides,
});

const SMALL = [
  record('x1', 'debug the parser of our compiler', { occupation: '15-1252.00' }),
  record('x1', 'the compiler throws, patch the parser', { occupation: '15-1252.00' }),
  record('x2', 'braise the shallots and salt them', { occupation: '35-2014.00', useCase: 'personal' }),
  record('x2', 'salt, shallots, butter: what to braise', { occupation: '35-2014.00', useCase: 'personal' }),
];

const corpus = readShippedCorpus();

describe('training', () => {
  it('learns what tells classes apart, the same from the same', () => {
    const model = trainModel(SMALL);
    expect(writeModel(trainModel(SMALL))).toEqual(writeModel(model));
    const learned = new LinearScorer(model).score(
      new FeatureReader().read(readConversation(turns('salt the shallots'))),
    );
    const [programming = 0, cooking = 0] = learned.get('group') ?? [];
    expect(model.heads[0]?.classes).toEqual(['15', '35']);
    expect(cooking).toBeGreaterThan(programming);
    expect(Math.exp(programming) + Math.exp(cooking)).toBeCloseTo(1, 10);
  });

  it('holds whole batches out', () => {
    const { learned, heldOut } = splitCorpus(corpus);
    const batches = (records: readonly CorpusRecord[]) => new Set(records.map(({ batch }) => batch));
    expect([...batches(heldOut)].filter((batch) => batches(learned).has(batch))).toEqual([]);
    expect(learned.length + heldOut.length).toBe(corpus.length);
    expect(batches(heldOut).size).toBeGreaterThan(0);
  });

  it('gives the weights that ship', () => {
    const bytes = Buffer.from(writeModel(trainModel(splitCorpus(corpus).learned)));
    expect(bytes.equals(readFileSync(WEIGHTS_FILE))).toBe(true);
  }, 60_000);
});

describe('weights', () => {
  it('come back from their bytes, and are refused when damaged', () => {
    const bytes = writeModel(trainModel(SMALL));
    expect(readModel(bytes)).toEqual(trainModel(SMALL));
    expect(() => readModel(bytes.subarray(0, bytes.length - 1))).toThrow('damaged');
  });
});

describe('the corpus', () => {
  it('names each record once, and no group above an eighth', () => {
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    const groups = [...new Set(corpus.map(groupOf))];
    const shares = groups.map((group) => corpus.filter((one) => groupOf(one) === group).length / corpus.length);
    expect(Math.max(...shares)).toBeLessThan(0.12);
  });

  it('is refused where a line does not fit, by file and line', () => {
    expect(readCorpus(JSON.stringify(LINE), 'x1.jsonl')).toMatchObject([{ batch: 'x1', useCase: 'personal' }]);
    const broken = [LINE, { ...LINE, mode: 'chat' }, { ...LINE, occupation: 'cook' }].map((one) => JSON.stringify(one));
    const read = () => readCorpus(broken.join('\n'), 'x1.jsonl');
    expect(read).toThrow(DataError);
    expect(read).toThrow(
      expect.objectContaining({
        rows: [expect.stringMatching(/^x1\.jsonl:2: mode/), expect.stringMatching(/^x1\.jsonl:3: occupation/)],
      }),
    );
  });
});

describe('tokens', () => {
  it.each([
    ['fix my c++ and c# code_2', ['fix', 'my', 'c++', 'and', 'c#', 'code_2']],
    ['warum geht größe nicht', ['warum', 'geht', 'größe', 'nicht']],
    ['合ってます？', ['合っ', 'って', 'てま', 'ます']],
    ['गाँव में', ['गाँव', 'में']],
    ['', []],
  ])('of %s are words, or pairs of characters where words have no gaps', (text, expected) => {
    const tokens: string[] = [];
    eachToken(text, (token) => tokens.push(token));
    expect(tokens).toEqual(expected);
  });
});
