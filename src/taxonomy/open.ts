import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';
import { DataError, UserError } from '../errors.js';
import type { TaxonomySource } from './source.js';

/** A source that has something to close. */
export interface OpenSource extends TaxonomySource {
  close(): void;
}

/** Opens a folder or a zip of text files. In a zip, folders are left out of the names. @throws UserError when it is neither */
export async function openTaxonomySource(path: string): Promise<OpenSource> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UserError(`There is no ${path}.`, 'Name a folder or a zip.');
  return stat.isDirectory() ? openFolder(path) : openArchive(path);
}

/** One file as a source of its own, by whatever name. @throws UserError when it is not a file */
export function openSingleFile(path: string): TaxonomySource {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new UserError(`There is no file ${path}.`);
  return { label: path, open: () => decode(basename(path), () => Promise.resolve(createReadStream(path))) };
}

function openFolder(path: string): OpenSource {
  const files = new Set(readdirSync(path));
  return {
    label: path,
    open: (name) => (files.has(name) ? decode(name, () => Promise.resolve(createReadStream(join(path, name)))) : null),
    close: () => undefined,
  };
}

async function openArchive(path: string): Promise<OpenSource> {
  const zip = await readDirectory(path);
  const entries = new Map<string, Entry>();
  zip.on('entry', (entry: Entry) => {
    const name = basename(entry.fileName);
    // Mac archives carry a shadow of each file beside it.
    if (!entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/')) entries.set(name, entry);
    zip.readEntry();
  });
  zip.readEntry();
  await new Promise((resolve, reject) => zip.once('end', resolve).once('error', reject)).catch((cause) =>
    notAZip(path, cause),
  );
  const openEntry = promisify(
    zip.openReadStream.bind(zip) as (entry: Entry, done: (error: Error | null, stream: Readable) => void) => void,
  );
  return {
    label: path,
    open: (name) => {
      const entry = entries.get(name);
      return entry ? decode(name, () => openEntry(entry)) : null;
    },
    close: () => zip.close(),
  };
}

async function readDirectory(path: string): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  return await new Promise<ZipFile>((resolve, reject) =>
    openZip(path, options, (error, zip) => (error ? reject(error) : resolve(zip))),
  ).catch((cause) => notAZip(path, cause));
}

function notAZip(path: string, cause: unknown): never {
  throw new UserError(
    `${path} is neither a folder nor a readable zip: ${cause instanceof Error ? cause.message : cause}.`,
  );
}

/** Decodes UTF-8 strictly. @throws DataError naming the file when it is not UTF-8 or cannot be read to its end */
async function* decode(name: string, open: () => Promise<Readable>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of await open()) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof TypeError) throw new DataError(`${name} is not UTF-8 text.`);
    throw new DataError(`${name} cannot be read: ${cause instanceof Error ? cause.message : cause}.`);
  }
}
