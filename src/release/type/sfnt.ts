// The container of a TrueType font (OpenType 1.9, "Organization of an OpenType font"): a directory of tables.

/** A font's tables by tag, each a view into the file. */
export type FontTables = ReadonlyMap<string, DataView>;

/** Splits a TrueType file into its tables. */
export function readTables(file: Uint8Array): FontTables {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, DataView>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...file.subarray(entry, entry + 4));
    tables.set(
      tag,
      new DataView(file.buffer, file.byteOffset + view.getUint32(entry + 8), view.getUint32(entry + 12)),
    );
  }
  return tables;
}

/** The table of a tag. @throws when the font has none */
export function table(tables: FontTables, tag: string): DataView {
  const found = tables.get(tag);
  if (!found) throw new Error(`The font has no table "${tag}".`);
  return found;
}

/** Puts tables together into a TrueType file, with directory and checksums. */
export function writeTables(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tags = [...tables.keys()].sort();
  const directory = 12 + 16 * tags.length;
  const size = tags.reduce((sum, tag) => sum + padded(tables.get(tag)?.length ?? 0), directory);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(tags.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tags.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (tags.length - power) * 16);
  let offset = directory;
  for (const [i, tag] of tags.entries()) {
    const content = tables.get(tag) ?? new Uint8Array();
    file.set(content, offset);
    const entry = 12 + 16 * i;
    for (let c = 0; c < 4; c += 1) view.setUint8(entry + c, tag.charCodeAt(c));
    view.setUint32(entry + 4, checksum(view, offset, padded(content.length)));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, content.length);
    offset += padded(content.length);
  }
  return file;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
