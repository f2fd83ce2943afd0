import { describe, expect, it, vi } from 'vitest';
import { progress } from '../../src/cli/output.js';
import { renderTable } from '../../src/cli/table.js';

/** Without the codes for bold. */
const plain = (text: string) => text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');
const table = (rows: Parameters<typeof renderTable>[0], width: number) =>
  plain(renderTable(rows, width))
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());

describe('a table', () => {
  it('puts texts to the left and numbers to the right', () => {
    expect(
      table(
        [
          { name: 'a', n: 5 },
          { name: 'bcdef', n: 1200 },
        ],
        80,
      ),
    ).toEqual(['name      n', 'a         5', 'bcdef  1200']);
  });

  it('wraps long texts between words when the terminal is narrow', () => {
    expect(table([{ check: 'smtp', detail: 'not set: nothing is mailed', state: 'idle' }], 30)).toEqual([
      'check  detail            state',
      'smtp   not set: nothing  idle',
      '       is mailed',
    ]);
  });

  it('never cuts the name of a row: what does not fit stands below it', () => {
    const cell = 'mode|mode|GLOBAL|directive||share.with_task';
    expect(table([{ cell, value: 0.123456789, n: 20, quality: null, status: 'published' }], 50)).toEqual([
      cell,
      '  value 0.123457, n 20, status published',
    ]);
  });

  it.each([50, 60, 80, 120])('is not wider than %i characters', (width) => {
    const rows = [
      { id: 'short', text: 'several words that go on for quite a while', more: 'and some more words', n: 3 },
    ];
    expect(Math.max(...table(rows, width).map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});

describe('progress that is piped', () => {
  it('says a plain line with rate and time left each tenth of the way', () => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const { isTTY } = process.stderr;
    Object.assign(process.stderr, { isTTY: false });
    const bar = progress('label', 100);
    for (let done = 1; done <= 100; done += 1) bar.update(done);
    bar.stop();
    Object.assign(process.stderr, { isTTY });
    vi.restoreAllMocks();
    expect(said).toHaveLength(10);
    expect(said[3]).toMatch(/^label: 40 of 100, \d+\/s, \d+ s left\n$/);
  });
});
