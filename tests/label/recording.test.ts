import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DataError, UserError } from '../../src/errors.js';
import type { LabelResult } from '../../src/label/labeller.js';
import { createRecordedLabeller } from '../../src/label/recorded/recorded-labeller.js';
import { headLine, labelLine, readRecording } from '../../src/label/recorded/recording.js';
import type { TaskCode } from '../../src/taxonomy/taxonomy.js';
import { turns } from './conversations.js';
import { smallTaxonomy } from './small-taxonomy.js';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const identity = { name: 'anthropic', version: '1', taxonomy: 'small-1', rules: { model: 'm', 'cut.tokens': 750 } };
const [A, B, C] = ['aa', 'bb', 'cc'].map((pair) => pair.repeat(32)) as [string, string, string];

function label(key: string, task: string | null): LabelResult {
  return {
    key,
    label: {
      outcome: task === null ? 'none' : 'task',
      task: task as TaskCode | null,
      alternatives: [],
      mode: 'learning',
      useCase: 'personal',
      confidence: { task: 5000, mode: 9000, useCase: 10_000 },
      facets: {
        autonomy: 2,
        success: 'partly',
        minutesAlone: 30,
        minutesWithAi: 5,
        schooling: 12,
        language: 'de',
        description: 'A poem is to be explained.',
      },
    },
  };
}

const refused: LabelResult = { key: C, label: { outcome: 'not_classified', reason: 'refusal' } };
const all = [label(A, '301'), label(B, null), refused];
const text = headLine(identity) + all.map(labelLine).join('');

function recorded(content: string, taxonomy = smallTaxonomy()) {
  const file = join(folder, 'recording.jsonl');
  writeFileSync(file, content);
  return createRecordedLabeller(file, taxonomy);
}

describe('a recording', () => {
  it('plays back what was said, in the name of who said it', async () => {
    const labeller = recorded(text);
    expect(labeller.identity).toEqual(identity);
    const asked = [C, A, B].map((key) => ({ key, turns: turns('whatever') }));
    expect(await labeller.label(asked)).toEqual([refused, all[0], all[1]]);
  });

  it('says which conversations it does not hold, and guesses nothing', async () => {
    const stranger = 'dd'.repeat(32);
    const failure = await recorded(text)
      .label([{ key: stranger, turns: turns('new') }])
      .catch((error) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(failure.rows).toEqual([stranger]);
  });

  it.each([
    ['a file that is none', 'hello\n', 'its first line does not say who labelled'],
    ['a line that is no JSON', `${text}{\n`, 'cannot be played back'],
    ['a content that is there twice', text + labelLine(refused), 'cannot be played back'],
    ['a mode that is none', text.replace('learning', 'chatting'), 'cannot be played back'],
    ['a task without its outcome', text.replace('"outcome":"task"', '"outcome":"none"'), 'cannot be played back'],
    ['a task of another taxonomy', text.replace('"301"', '"999"'), 'names tasks that "small-1" does not have'],
  ])('is refused where it holds %s', (_, content, message) => {
    expect(() => recorded(content)).toThrow(DataError);
    expect(() => recorded(content)).toThrow(message);
  });

  it('names the line that does not fit', () => {
    const broken = () => readRecording(text.replace('learning', 'chatting'), 'r.jsonl');
    expect(broken).toThrow(DataError);
    try {
      broken();
    } catch (error) {
      expect(error instanceof DataError && error.rows[0]).toMatch(/^r\.jsonl:2: label/);
    }
  });

  it('is refused where there is none, or it was made with another taxonomy', () => {
    expect(() => createRecordedLabeller('nowhere.jsonl', smallTaxonomy())).toThrow(UserError);
    expect(() => recorded(text, { ...smallTaxonomy(), name: 'other-1' })).toThrow(
      'recorded with the taxonomy "small-1"',
    );
  });
});
