import { inflateSync } from 'node:zlib';

/**
 * The size of a PNG picture, its signature and pixels checked: they unpack to as many rows as its head says (8 bits a
 * channel, not interlaced). @throws RangeError where they do not
 */
export function pngSize(png: Uint8Array): { readonly width: number; readonly height: number } {
  const bytes = Buffer.from(png);
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new RangeError('This is no PNG.');
  const [width, height, colour] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes.readUInt8(25)];
  const channels = colour === 6 ? 4 : 3;
  const pixels = inflateSync(Buffer.concat(pixelChunks(bytes)));
  if (pixels.length !== height * (1 + width * channels)) throw new RangeError('The picture is cut.');
  return { width, height };
}

function pixelChunks(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return chunks;
}
