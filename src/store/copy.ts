import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Postgres counts dates and times from 2000-01-01. */
const EPOCH = Date.UTC(2000, 0, 1);
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const DAY = 86_400_000;
const INT2_OID = 21;
const INT4_OID = 23;

/** Rows in the binary format of COPY (https://www.postgresql.org/docs/18/sql-copy.html): nothing to quote or to parse. */
export class BinaryRows {
  private buffer: Buffer;
  private at = 0;

  constructor(capacity = 65_536) {
    this.buffer = Buffer.allocUnsafe(capacity);
    this.at = SIGNATURE.copy(this.buffer);
  }

  /** Forgets the rows, so that the memory can be used again. They have to be copied by then. */
  empty(): this {
    this.at = SIGNATURE.length;
    return this;
  }

  /** Begins a row of `fields` fields, which have to follow in the order of the columns. */
  row(fields: number): this {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(fields, this.at);
    return this;
  }

  int2(value: number): this {
    this.field(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
    return this;
  }

  int4(value: number): this {
    this.field(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
    return this;
  }

  /** `value` is a safe integer, or a bigint. */
  int8(value: number | bigint): this {
    this.field(8);
    if (typeof value === 'bigint') {
      this.at = this.buffer.writeBigInt64BE(value, this.at);
      return this;
    }
    this.at = this.buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.at);
    this.at = this.buffer.writeUInt32BE(value >>> 0, this.at);
    return this;
  }

  float8(value: number | null): this {
    if (value === null) return this.nothing();
    this.field(8);
    this.at = this.buffer.writeDoubleBE(value, this.at);
    return this;
  }

  /** A `bit(length)`, of a multiple of eight bits; the first is the most significant of `value`. */
  bits(value: bigint, length: number): this {
    this.field(4 + length / 8);
    this.at = this.buffer.writeInt32BE(length, this.at);
    this.at += this.buffer.write(value.toString(16).padStart(length / 4, '0'), this.at, 'hex');
    return this;
  }

  int2s(values: readonly number[]): this {
    this.beginArray(INT2_OID, values.length, 2);
    for (const value of values) this.int2(value);
    return this;
  }

  int4s(values: readonly number[]): this {
    this.beginArray(INT4_OID, values.length, 4);
    for (const value of values) this.int4(value);
    return this;
  }

  /** One dimension from index 1, without nulls; an empty array has no dimension. */
  private beginArray(type: number, length: number, size: number): void {
    this.field(length === 0 ? 12 : 20 + length * (4 + size));
    const head = length === 0 ? [0, 0, type] : [1, 0, type, length, 1];
    for (const number of head) this.at = this.buffer.writeInt32BE(number, this.at);
  }

  timestamp(value: Date | null): this {
    return value ? this.int8((value.getTime() - EPOCH) * 1000) : this.nothing();
  }

  date(isoDate: string): this {
    return this.int4((Date.parse(isoDate) - EPOCH) / DAY);
  }

  bytes(value: Buffer): this {
    this.field(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
    return this;
  }

  text(value: string | null): this {
    if (value === null) return this.nothing();
    // No character of a string takes more than three bytes of UTF-8.
    this.reserve(4 + value.length * 3);
    const length = this.buffer.write(value, this.at + 4, 'utf8');
    this.buffer.writeInt32BE(length, this.at);
    this.at += 4 + length;
    return this;
  }

  /** The rows, ended; nothing may be added to them after it. */
  end(): Buffer {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(-1, this.at);
    return this.buffer.subarray(0, this.at);
  }

  private nothing(): this {
    this.reserve(4);
    this.at = this.buffer.writeInt32BE(-1, this.at);
    return this;
  }

  private field(length: number): void {
    this.reserve(4 + length);
    this.at = this.buffer.writeInt32BE(length, this.at);
  }

  private reserve(length: number): void {
    if (this.at + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + length));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

/**
 * Begins to load rows into `target`, written as `table (column, ...)`. Resolves when the rows have been handed over; what
 * it resolves to waits until Postgres is done with them. In between there is time to make the next rows.
 */
export async function beginCopy(client: ClientBase, target: string, rows: BinaryRows): Promise<() => Promise<void>> {
  const stream = client.query(copyFrom(`copy ${target} from stdin (format binary)`));
  const done = finished(stream);
  // Looked at below or by the caller; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  await Promise.race([done, new Promise<void>((resolve) => stream.write(rows.end(), () => resolve()))]);
  stream.end();
  return () => done;
}

/** Loads one row for each item into `target`. */
export async function copyAll<T>(
  client: ClientBase,
  target: string,
  items: readonly T[],
  add: (rows: BinaryRows, item: T) => void,
): Promise<void> {
  const rows = new BinaryRows();
  for (const item of items) add(rows, item);
  const done = await beginCopy(client, target, rows);
  await done();
}
