import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifest } from '../../src/release/metadata.js';
import { renderRelease } from '../../src/release/render.js';
import { verifyRelease } from '../../src/release/verify.js';
import { change, comparison, content, share, withheld } from '../support/release.js';

const RELEASE = await renderRelease(
  content({
    cells: [share(0.6), share(0.3, 'review', { key: '15-0000' }), withheld({ key: '17-0000' })],
    comparison: comparison({ deltas: [change(0.02)] }),
  }),
);

/** The release with some files replaced, or taken away (null); its manifest as it was. */
function tampered(edits: Readonly<Record<string, string | null>>): Map<string, string | Uint8Array> {
  const files = new Map(RELEASE);
  for (const [name, text] of Object.entries(edits)) {
    if (text === null) files.delete(name);
    else files.set(name, text);
  }
  return files;
}

/** The same, with a manifest that agrees: what somebody would publish who made the release in good faith. */
function remade(edits: Readonly<Record<string, string | null>>): Map<string, string | Uint8Array> {
  const files = tampered({ ...edits, 'MANIFEST.sha256': null });
  return files.set('MANIFEST.sha256', manifest(files));
}

const text = (name: string) => String(RELEASE.get(name));
const problems = (files: ReadonlyMap<string, string | Uint8Array>) =>
  verifyRelease(files).map(({ file, line, problem }) => `${file}${line === null ? '' : `:${line}`} ${problem}`);

/** cells.csv with one field of one row (counted from 0) set. */
function withCell(row: number, column: string, value: string): string {
  return withField('cells.csv', row, column, value);
}

function withField(file: string, row: number, column: string, value: string): string {
  const lines = text(file)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const at = lines[0]?.indexOf(column) ?? -1;
  expect(at).toBeGreaterThanOrEqual(0);
  return `${lines.map((fields, i) => (i === row + 1 ? fields.with(at, value) : fields).join(',')).join('\n')}\n`;
}

describe('the hashes of a release folder', () => {
  it('hold for what was rendered', () => {
    expect(problems(new Map(RELEASE))).toEqual([]);
  });

  it('tell of any changed byte of any file', () => {
    const names = [...RELEASE.keys()].filter((name) => name !== 'MANIFEST.sha256');
    const spot = fc.record({ name: fc.constantFrom(...names), at: fc.nat(), bit: fc.nat(7) });
    fc.assert(
      fc.property(spot, ({ name, at, bit }) => {
        const bytes = Uint8Array.from(Buffer.from(RELEASE.get(name) ?? ''));
        const i = at % bytes.length;
        bytes[i] = (bytes[i] ?? 0) ^ (1 << bit);
        expect(problems(new Map(RELEASE).set(name, bytes))).toContain(
          `${name} is not what the manifest says: its hash differs`,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('tell of a file that is missing, and of one that was added', () => {
    expect(problems(tampered({ 'movers.png': null }))).toEqual(['movers.png is in the manifest but not in the folder']);
    expect(problems(tampered({ 'notes.txt': 'hello' }))).toEqual(['notes.txt is not in the manifest']);
  });

  it('tell of a manifest that is missing or empty', () => {
    expect(problems(tampered({ 'MANIFEST.sha256': null }))).toEqual(['MANIFEST.sha256 is missing']);
    expect(problems(tampered({ 'MANIFEST.sha256': '' }))).toContain('index.html is not in the manifest');
  });

  it.each(['../2026-05/cells.csv', '/etc/hosts', 'a/../../x', '..\\x', 'data/cells.csv'])(
    'never follow the manifest out of the folder: %s',
    (path) => {
      const line = `${'0'.repeat(64)}  ${path}\n`;
      expect(problems(tampered({ 'MANIFEST.sha256': text('MANIFEST.sha256') + line }))).toEqual([
        `MANIFEST.sha256:${RELEASE.size} names ${path}, which is no file of this folder`,
      ]);
    },
  );

  it('tell of lines in the manifest that cannot be read, or that name a file twice', () => {
    const lines = text('MANIFEST.sha256');
    expect(problems(tampered({ 'MANIFEST.sha256': `${lines}what is this\n` }))).toEqual([
      `MANIFEST.sha256:${RELEASE.size} is not a hash and a file name`,
    ]);
    expect(problems(tampered({ 'MANIFEST.sha256': lines + (lines.split('\n')[0] ?? '') }))).toEqual([
      `MANIFEST.sha256:${RELEASE.size} names a file that stands above already`,
    ]);
  });

  it('read names with spaces, and the mark of binary mode', () => {
    const files = remade({ 'a note.txt': 'hello' });
    const starred = String(files.get('MANIFEST.sha256')).replaceAll('  ', ' *');
    expect(problems(files.set('MANIFEST.sha256', starred))).toEqual([]);
  });
});

describe('the tables of a release folder', () => {
  it('are found missing, empty or unreadable', () => {
    expect(problems(remade({ 'cells.csv': null }))).toContain('cells.csv is missing');
    expect(problems(remade({ 'cells.csv': '' }))).toContain('cells.csv has no column facet');
    expect(problems(remade({ 'cells.csv': 'a,b\n"' })).join()).toContain('cannot be read as CSV');
  });

  it('of a stranger are refused for the columns that they lack or add, even without rows', () => {
    const found = problems(remade({ 'deltas.csv': 'occupation,pct\n' }));
    expect(found).toContain('deltas.csv has no column facet');
    expect(found).toContain('deltas.csv has a column pct that is not known');
  });

  it('hold no number beside a withheld cell, whatever its column', () => {
    for (const column of ['value', 'standard_error', 'effective_n', 'n', 'accounts'])
      expect(problems(remade({ 'cells.csv': withCell(2, column, '7') }))).toContain(
        'cells.csv:4 is withheld but carries a number',
      );
  });

  it('hold a number and a quality beside a published cell', () => {
    expect(problems(remade({ 'cells.csv': withCell(0, 'n', '') }))).toContain(
      'cells.csv:2 is published but lacks a number',
    );
    expect(problems(remade({ 'cells.csv': withCell(0, 'quality', '') }))).toContain(
      'cells.csv:2 is published but lacks its quality',
    );
  });

  it.each([
    ['value', '0.9', 'its interval does not hold the value within 0 and 1'],
    ['accounts', '601', 'has more accounts than conversations'],
    ['n', '12.5', 'n is no count: 12.5'],
    ['value', 'much', 'value is no number: much'],
    ['status', 'hidden', 'status is not one of published, suppressed, not_collected, not_classified: hidden'],
  ])('are refused with %s = %s', (column, value, problem) => {
    expect(problems(remade({ 'cells.csv': withCell(0, column, value) }))).toContain(`cells.csv:2 ${problem}`);
  });

  it('hold each key once', () => {
    expect(problems(remade({ 'cells.csv': withCell(1, 'key', '11-0000') }))).toContain(
      'cells.csv:3 has a key that stands above already',
    );
  });

  it('have shares that sum to at most 1, and to 1 where nothing is withheld', () => {
    const whole = withCell(1, 'value', '0.330000');
    const more = whole.replace('0.600000', '0.680000').replace('0.660000', '0.700000');
    expect(problems(remade({ 'cells.csv': more }))).toEqual([
      'cells.csv shares of occupation|major_group sum to 1.010000, more than 1',
    ]);
    const complete = withCell(1, 'value', '0.3').split('\n').slice(0, 3).join('\n');
    expect(problems(remade({ 'cells.csv': complete }))).toEqual([
      'cells.csv shares of occupation|major_group sum to 0.900000, not 1',
    ]);
  });

  it('have changes that are the difference of their values, within their intervals', () => {
    expect(problems(remade({ 'deltas.csv': withField('deltas.csv', 0, 'delta_points', '2.5') }))).toEqual([
      'deltas.csv:2 its change is not the difference of its two values',
    ]);
    expect(problems(remade({ 'deltas.csv': withField('deltas.csv', 0, 'interval.sampling.lower', '2.1') }))).toEqual([
      'deltas.csv:2 its interval does not hold the change',
    ]);
  });
});

describe('the descriptions in a release folder', () => {
  it('are found missing or unreadable', () => {
    expect(problems(remade({ 'snapshot.json': null }))).toEqual(['snapshot.json is missing']);
    expect(problems(remade({ 'datapackage.json': '{' }))).toEqual(['datapackage.json is not JSON']);
  });
});
