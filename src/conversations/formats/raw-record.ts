import type { Refusal } from '../conversation.js';

/** The largest record that is read, in bytes. A conversation of this length is thousands of pages. */
export const RECORD_LIMIT = 16 * 1024 * 1024;

/** The bytes of one record, or why they are not worth parsing. `line` counts from 1. */
export type RawRecord =
  | { readonly line: number; readonly bytes: Buffer }
  | { readonly line: number; readonly refusal: Refusal };

/** Collects the pieces of one record from a stream, and lets go of a record that grows beyond the limit. */
export class RecordBuffer {
  private pieces: Buffer[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  push(piece: Buffer): void {
    if (piece.length === 0) return;
    this.size += piece.length;
    if (this.size <= this.limit) this.pieces.push(piece);
    else this.pieces = [];
  }

  /** The record so far, which is then forgotten; null when it holds nothing but white space. */
  take(line: number): RawRecord | null {
    const { pieces, size } = this;
    this.pieces = [];
    this.size = 0;
    if (size > this.limit) return { line, refusal: tooLong(line, this.limit) };
    const bytes = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    return isBlank(bytes) ? null : { line, bytes };
  }
}

function tooLong(line: number, limit: number): Refusal {
  const detail = `The record is longer than ${limit / 1024 / 1024} MB.`;
  return { line, reason: 'too_long', field: null, detail };
}

/** Whether there is nothing but JSON white space. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
