import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../src/conversations/formats/raw-record.js';
import { splitElements } from '../../../src/conversations/formats/split-elements.js';
import { splitLines } from '../../../src/conversations/formats/split-lines.js';
import { pieces } from '../reading.js';

type Split = (chunks: AsyncIterable<Buffer>, limit?: number) => AsyncIterable<RawRecord>;

async function collect(split: Split, content: string, size = 3, limit?: number): Promise<[number, string][]> {
  const found: [number, string][] = [];
  for await (const raw of split(pieces(content, size), limit)) {
    found.push([raw.line, 'bytes' in raw ? raw.bytes.toString() : raw.refusal.detail]);
  }
  return found;
}

const size = fc.integer({ min: 1, max: 40 });

describe('splitting into lines', () => {
  it('counts blank lines and leaves them out', async () => {
    expect(await collect(splitLines, '\na\r\n \n\nb')).toEqual([
      [2, 'a\r'],
      [5, 'b'],
    ]);
  });

  it('does not depend on how the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'é', '"', '\\') })),
        size,
        async (texts, cut) => {
          const expected = texts.map((text, n) => [n + 1, text]);
          expect(await collect(splitLines, texts.map((text) => `${text}\n`).join(''), cut)).toEqual(expected);
        },
      ),
    );
  });

  it('lets go of a line beyond the limit and reads on', async () => {
    const limit = 1024 * 1024;
    const found = await collect(splitLines, `${'x'.repeat(limit + 1)}\nb`, 65_536, limit);
    expect(found).toEqual([
      [1, 'The record is longer than 1 MB.'],
      [2, 'b'],
    ]);
  });
});

describe('splitting a JSON list into its elements', () => {
  it('gives back what was put in, however the stream is cut and the list is laid out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.object({ maxDepth: 3 })),
        size,
        fc.constantFrom(undefined, 2),
        async (values, cut, indent) => {
          const found = await collect(splitElements, JSON.stringify(values, null, indent), cut);
          expect(found.map(([line, text]) => [line, JSON.parse(text)])).toEqual(
            values.map((value, n) => [n + 1, JSON.parse(JSON.stringify(value))]),
          );
        },
      ),
    );
  });

  it.each([
    ['a byte order mark', '\uFEFF [1]', [[1, '1']]],
    [
      'brackets, commas and quotes in texts',
      String.raw`["],\"[", {"a": "}"}]`,
      [
        [1, String.raw`"],\"["`],
        [2, ' {"a": "}"}'],
      ],
    ],
    ['a single object', ' {"a": [1, 2]} ', [[1, '{"a": [1, 2]} ']]],
    ['an empty list', '[ ]', []],
    [
      'elements without a comma between them',
      '[{} {}, 3]',
      [
        [1, '{} {}'],
        [2, ' 3'],
      ],
    ],
    [
      'an element with a bracket too few',
      '[{"a": 1]}, 2]',
      [
        [1, '{"a": 1]}'],
        [2, ' 2'],
      ],
    ],
    [
      'a list that is cut off',
      '[{}, {"a"',
      [
        [1, '{}'],
        [2, 'The list is not closed: the file is cut off in this record or behind it.'],
      ],
    ],
    [
      'text behind the list',
      '[1] 2',
      [
        [1, '1'],
        [2, 'There is text behind the end of the list.'],
      ],
    ],
  ])('copes with %s', async (_, content, expected) => {
    for (const cut of [1, 2, 100]) expect(await collect(splitElements, content, cut)).toEqual(expected);
  });

  it('lets go of an element beyond the limit and reads on', async () => {
    const limit = 1024 * 1024;
    const found = await collect(splitElements, `["${'x'.repeat(limit)}", 2]`, 65_536, limit);
    expect(found).toEqual([
      [1, 'The record is longer than 1 MB.'],
      [2, ' 2'],
    ]);
  });
});
