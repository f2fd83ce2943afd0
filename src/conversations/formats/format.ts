import type { ReadRecord, RefusalReason } from '../conversation.js';

/** What a reader has to know besides the bytes. Times are an argument, so that a reading can be repeated. */
export interface ReadContext {
  /** Conversations that began after this instant are refused. */
  readonly now: Date;
  /** The source of records that name none; null where the format has a name of its own for it. */
  readonly source: string | null;
  /** The account of records that name none. */
  readonly account: string | null;
  /** The account of an export that is one person's and does not say whose, when `account` is null. */
  readonly exportAccount: string;
}

/** A way in which conversations are written to files. */
export interface Format {
  readonly name: string;
  readonly title: string;
  /** Whether a file that begins with `head` looks like this format. */
  sniff(head: string): boolean;
  /** Reads a stream record by record; memory stays bounded by the largest record. */
  read(chunks: AsyncIterable<Buffer>, context: ReadContext): AsyncIterable<ReadRecord>;
}

/** Thrown inside a reader: this record is not taken. `detail` never quotes the record: it may hold somebody's words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly reason: RefusalReason,
    readonly field: string | null,
    detail: string,
  ) {
    super(detail);
  }
}
