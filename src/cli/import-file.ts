import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { createGunzip } from 'node:zlib';
import { UserError } from '../errors.js';

/** What is read at once: little, so that answers of Postgres do not wait long for their turn while it is parsed. */
const PIECE = 32 * 1024;

/** A file being read: what has passed is counted and hashed. */
export interface InputFile {
  /** The beginning, unpacked, to tell the format by. */
  readonly head: Buffer;
  /** The whole content, unpacked; it can be read once. */
  readonly chunks: AsyncIterable<Buffer>;
  bytesRead(): number;
  /** SHA-256 of the file as it lies on the disk, in hex; known once `chunks` has ended. */
  hash(): string;
}

/** Checks that there is something to read. The size in bytes. @throws UserError */
export async function checkFile(path: string): Promise<number> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.code}.`,
      'Check the path.',
    );
  });
  if (file.isDirectory())
    throw new UserError(
      `${path} is a folder.`,
      `Name a file inside: npx tidemark import ${join(path, 'conversations.json')}`,
    );
  if (!file.isFile()) throw new UserError(`${path} is no file.`, 'Name a file with conversations.');
  if (file.size === 0) throw new UserError(`${path} is empty.`, 'Name a file with conversations.');
  return file.size;
}

/** Opens a file, packed by gzip or not. @throws UserError when it cannot be read or unpacked */
export async function openFile(path: string): Promise<InputFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* raw(): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  const chunks = await unpacked(explained(raw(), path), path);
  const first = await chunks.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  return { head, chunks: continued(head, chunks), bytesRead: () => bytes, hash: () => hash.digest('hex') };
}

async function unpacked(raw: AsyncGenerator<Buffer>, path: string): Promise<AsyncGenerator<Buffer>> {
  const first = await raw.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const whole = continued(head, raw);
  return head[0] === 0x1f && head[1] === 0x8b ? explained(gunzip(whole), path) : whole;
}

async function* gunzip(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  // Errors of either side come out of the loop.
  for await (const chunk of pipeline(chunks, createGunzip(), () => undefined)) yield chunk;
}

async function* continued(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* explained(chunks: AsyncGenerator<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (String(error.code).startsWith('Z_'))
      throw new UserError(`${path} is a damaged gzip file.`, 'Pack it or fetch it again.');
    throw new UserError(`${path} cannot be read: ${String(error.code)}.`, 'Check the file and its permissions.');
  }
}

/**
 * The account of an export that does not name one: the id in the `user.json` that exports carry beside the
 * conversations, else a name made from the beginning of the file, the same whenever this file is imported.
 */
export async function exportAccount(path: string, head: Buffer): Promise<string> {
  const text = await readFile(join(dirname(path), 'user.json'), 'utf8').catch(() => '');
  const id = /"id"\s*:\s*"([^"\\]{1,200})"/.exec(text)?.[1];
  return id ?? `export-${createHash('sha256').update(head.subarray(0, 4096)).digest('hex').slice(0, 16)}`;
}

/** The name under which an import is recorded. */
export function recordedName(path: string): string {
  return basename(path);
}

/**
 * Lets the heap grow by a third of what lives in it before it is collected, instead of four times: an import makes much
 * garbage and keeps little, and would otherwise take what memory there is.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}
