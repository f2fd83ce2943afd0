import type { FontMetrics } from './metrics.js';
import { table, writeTables } from './sfnt.js';

// A font of only the glyphs that a document uses, so that pages and pictures carry their own letters. Glyphs are numbered
// anew; kerning and alternates are left out. The name is ours, as the licence asks of a changed font (SIL OFL 1.1).

const NAMES: readonly (readonly [id: number, text: string])[] = [
  [
    0,
    'Derived from a typeface Copyright 2010-2020 Adobe (http://www.adobe.com/), whose reserved font name is not used here.',
  ],
  [1, 'Tidemark Sans'],
  [2, 'Regular'],
  [4, 'Tidemark Sans'],
  [6, 'TidemarkSans'],
  [13, 'SIL Open Font License, Version 1.1'],
  [14, 'https://openfontlicense.org'],
];

/** A TrueType file that holds the characters of `text` and nothing else. */
export function subsetFont(font: FontMetrics, text: string): Uint8Array {
  const characters = [...new Set(text)]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((code) => font.glyph(code) > 0)
    .sort((a, b) => a - b);
  const glyphs = withComponents(font, [0, ...new Set(characters.map(font.glyph))]);
  const renumbered = new Map(glyphs.map((glyph, i) => [glyph, i]));
  const outlines = glyphs.map((glyph) => renumberComponents(outline(font, glyph), renumbered));
  return writeTables(
    new Map([
      ['cmap', characterMap(characters.map((code) => [code, renumbered.get(font.glyph(code)) ?? 0]))],
      ['glyf', concatenate(outlines)],
      ['head', patched(font, 'head', (head) => head.setInt16(50, 1))],
      ['hhea', patched(font, 'hhea', (hhea) => hhea.setUint16(34, glyphs.length))],
      ['hmtx', horizontalMetrics(font, glyphs)],
      ['loca', offsets(outlines)],
      ['maxp', patched(font, 'maxp', (maxp) => maxp.setUint16(4, glyphs.length))],
      ['name', nameTable()],
      ['OS/2', bytes(table(font.tables, 'OS/2'))],
      ['post', patched(font, 'post', (post) => post.setUint32(0, 0x00030000)).slice(0, 32)],
    ]),
  );
}

/** Accented letters are put together from others, which have to come along. */
function withComponents(font: FontMetrics, glyphs: readonly number[]): number[] {
  const all = new Set(glyphs);
  for (const glyph of all) for (const at of componentOffsets(outline(font, glyph))) all.add(at.glyph);
  return [...all].sort((a, b) => a - b);
}

/** The outline of a glyph, padded to four bytes. */
function outline(font: FontMetrics, glyph: number): Uint8Array {
  const [head, loca, glyf] = [
    table(font.tables, 'head'),
    table(font.tables, 'loca'),
    bytes(table(font.tables, 'glyf')),
  ];
  const long = head.getInt16(50) === 1;
  const offset = (i: number) => (long ? loca.getUint32(4 * i) : 2 * loca.getUint16(2 * i));
  const content = glyf.slice(offset(glyph), offset(glyph + 1));
  const result = new Uint8Array(Math.ceil(content.length / 4) * 4);
  result.set(content);
  return result;
}

const ARGUMENTS_ARE_WORDS = 0x0001;
const ONE_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const TWO_SCALES = 0x0040;
const FOUR_SCALES = 0x0080;

/** Where a composite glyph names its parts, and which. */
function componentOffsets(content: Uint8Array): { readonly offset: number; readonly glyph: number }[] {
  const view = viewOf(content);
  if (content.length === 0 || view.getInt16(0) >= 0) return [];
  const found = [];
  let at = 10;
  for (let more = true; more; ) {
    const flags = view.getUint16(at);
    found.push({ offset: at + 2, glyph: view.getUint16(at + 2) });
    at += 4 + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2);
    at += flags & ONE_SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & FOUR_SCALES ? 8 : 0;
    more = (flags & MORE_COMPONENTS) !== 0;
  }
  return found;
}

function renumberComponents(content: Uint8Array, renumbered: ReadonlyMap<number, number>): Uint8Array {
  for (const { offset, glyph } of componentOffsets(content))
    viewOf(content).setUint16(offset, renumbered.get(glyph) ?? 0);
  return content;
}

function horizontalMetrics(font: FontMetrics, glyphs: readonly number[]): Uint8Array {
  const source = table(font.tables, 'hmtx');
  const long = table(font.tables, 'hhea').getUint16(34);
  const view = new DataView(new ArrayBuffer(4 * glyphs.length));
  for (const [i, glyph] of glyphs.entries()) {
    view.setUint16(4 * i, font.advance(glyph));
    view.setInt16(4 * i + 2, source.getInt16(glyph < long ? 4 * glyph + 2 : 4 * long + 2 * (glyph - long)));
  }
  return bytes(view);
}

function offsets(outlines: readonly Uint8Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * (outlines.length + 1)));
  let end = 0;
  for (const [i, content] of outlines.entries()) {
    end += content.length;
    view.setUint32(4 * (i + 1), end);
  }
  return bytes(view);
}

/** Format 12 with one group a character. */
function characterMap(pairs: readonly (readonly [code: number, glyph: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(12 + 16 + 12 * pairs.length));
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, 16 + 12 * pairs.length);
  view.setUint32(24, pairs.length);
  for (const [i, [code, glyph]] of pairs.entries()) {
    view.setUint32(28 + 12 * i, code);
    view.setUint32(32 + 12 * i, code);
    view.setUint32(36 + 12 * i, glyph);
  }
  return bytes(view);
}

/** Names for Windows in American English, as UTF-16. */
function nameTable(): Uint8Array {
  const start = 6 + 12 * NAMES.length;
  const length = NAMES.reduce((sum, [, text]) => sum + 2 * text.length, 0);
  const view = new DataView(new ArrayBuffer(start + length));
  view.setUint16(2, NAMES.length);
  view.setUint16(4, start);
  let offset = 0;
  for (const [i, [id, text]] of NAMES.entries()) {
    for (const [field, value] of [3, 1, 0x0409, id, 2 * text.length, offset].entries())
      view.setUint16(6 + 12 * i + 2 * field, value);
    for (let c = 0; c < text.length; c += 1) view.setUint16(start + offset + 2 * c, text.charCodeAt(c));
    offset += 2 * text.length;
  }
  return bytes(view);
}

function patched(font: FontMetrics, tag: string, patch: (view: DataView) => void): Uint8Array {
  const copy = bytes(table(font.tables, tag)).slice();
  patch(viewOf(copy));
  return copy;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

function bytes(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function viewOf(content: Uint8Array): DataView {
  return new DataView(content.buffer, content.byteOffset, content.byteLength);
}
