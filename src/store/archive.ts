import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, type Pack, pack } from 'tar-stream';
import { DataError } from '../errors.js';

// A backup is a compressed tar: any tool lists it. Its last entry holds the SHA-256 of all others, in the format of sha256sum.

const CHECKSUMS = 'SHA256SUMS';

export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
}

/** Writes an archive to `out`: what `fill` adds, and the checksums of it. */
export async function writeArchive(
  out: NodeJS.WritableStream,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 1 }), out);
  // Looked at below; until then a failure must not count as unhandled.
  written.catch(() => undefined);
  const sums: string[] = [];
  const add = async (name: string, content: Buffer) => {
    sums.push(`${sha256(content)}  ${name}\n`);
    await Promise.race([addEntry(tar, name, content), written]);
  };
  try {
    await fill({ add });
    await addEntry(tar, CHECKSUMS, Buffer.from(sums.join('')));
    tar.finalize();
  } catch (error) {
    tar.destroy();
    await written.catch(() => undefined);
    throw error;
  }
  await written;
}

function addEntry(tar: Pack, name: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name, mode: 0o600 }, content, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Reads an archive entry by entry. @throws DataError when it is cut off, or when an entry is not what its checksum says:
 * entries before it have been given by then
 */
export async function* readArchive(path: string): AsyncGenerator<{ readonly name: string; readonly content: Buffer }> {
  const tar = extract();
  const reading = pipeline(createReadStream(path), createGunzip(), tar);
  reading.catch(() => undefined);
  const found: string[] = [];
  let expected: string | null = null;
  try {
    for await (const entry of tar) {
      const content = await readAll(entry);
      if (entry.header.name === CHECKSUMS) {
        expected = content.toString('utf8');
        continue;
      }
      found.push(`${sha256(content)}  ${entry.header.name}\n`);
      yield { name: entry.header.name, content };
    }
    await reading;
  } catch (error) {
    throw new DataError(`${path} is no backup that can be read: ${error instanceof Error ? error.message : error}`);
  }
  if (expected === null) throw new DataError(`${path} is cut off: its checksums are missing.`);
  const wrong = differences(expected, found);
  if (wrong.length > 0) throw new DataError(`${path} is damaged.`, wrong);
}

function differences(expected: string, found: readonly string[]): string[] {
  const lines = new Set(expected.split(/(?<=\n)/));
  const names = found.filter((line) => !lines.has(line)).map((line) => `${line.slice(66).trim()}: another content`);
  return lines.size > found.length ? [...names, `${lines.size - found.length} entries are missing`] : names;
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
