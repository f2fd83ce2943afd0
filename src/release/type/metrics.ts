import { type FontTables, readTables, table } from './sfnt.js';

/** What a font says of its characters. */
export interface FontMetrics {
  readonly tables: FontTables;
  readonly unitsPerEm: number;
  readonly glyphCount: number;
  /** The glyph of a character; 0 where the font has none. */
  glyph(codePoint: number): number;
  /** How far the pen moves after a glyph, in font units. */
  advance(glyph: number): number;
}

/** Reads widths and the character map (format 12 for Unicode) of a TrueType file. */
export function readMetrics(file: Uint8Array): FontMetrics {
  const tables = readTables(file);
  const hmtx = table(tables, 'hmtx');
  const longMetrics = table(tables, 'hhea').getUint16(34);
  const glyphs = readCharacterMap(table(tables, 'cmap'));
  return {
    tables,
    unitsPerEm: table(tables, 'head').getUint16(18),
    glyphCount: table(tables, 'maxp').getUint16(4),
    glyph: (codePoint) => glyphs.get(codePoint) ?? 0,
    advance: (glyph) => hmtx.getUint16(4 * Math.min(glyph, longMetrics - 1)),
  };
}

const UNICODE_FULL = 12;

function readCharacterMap(cmap: DataView): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const subtable = findSubtable(cmap);
  for (let group = 0; group < cmap.getUint32(subtable + 12); group += 1) {
    const at = subtable + 16 + 12 * group;
    const [first, last, glyph] = [cmap.getUint32(at), cmap.getUint32(at + 4), cmap.getUint32(at + 8)];
    for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function findSubtable(cmap: DataView): number {
  for (let i = 0; i < cmap.getUint16(2); i += 1) {
    const offset = cmap.getUint32(4 + 8 * i + 4);
    if (cmap.getUint16(offset) === UNICODE_FULL) return offset;
  }
  throw new Error('The font has no full Unicode character map.');
}
