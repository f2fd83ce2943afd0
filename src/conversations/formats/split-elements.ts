import type { Refusal } from '../conversation.js';
import { isBlank, type RawRecord, RECORD_LIMIT, RecordBuffer } from './raw-record.js';

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d,
];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Splits the JSON list in a stream into its elements, without parsing them; a single object counts as a list of one.
 * `line` is the element's number. A broken element stays one record, so that its neighbours can be read.
 */
export async function* splitElements(chunks: AsyncIterable<Buffer>, limit = RECORD_LIMIT): AsyncGenerator<RawRecord> {
  const splitter = new ElementSplitter(limit);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

class ElementSplitter {
  private readonly record: RecordBuffer;
  private place: 'before' | 'list' | 'single' | 'after' = 'before';
  private depth = 0;
  private inString = false;
  private escaped = false;
  private element = 1;
  private trailing = false;

  constructor(limit: number) {
    this.record = new RecordBuffer(limit);
  }

  *push(chunk: Buffer): Generator<RawRecord> {
    let start = this.place === 'before' ? this.enter(chunk) : 0;
    if (this.place === 'before') return;
    for (let end = this.scan(chunk, start); end !== -1; end = this.scan(chunk, start)) {
      this.record.push(chunk.subarray(start, end));
      yield* this.take();
      start = end + 1;
    }
    if (this.place === 'after') this.trailing ||= !isBlank(chunk.subarray(start));
    else this.record.push(chunk.subarray(start));
  }

  *end(): Generator<RawRecord> {
    if (this.place === 'single') yield* this.take();
    if (this.place === 'list')
      yield this.refuse('The list is not closed: the file is cut off in this record or behind it.');
    if (this.trailing) yield this.refuse('There is text behind the end of the list.');
  }

  /** Finds where the content begins, and whether it is a list. */
  private enter(chunk: Buffer): number {
    const first = chunk.findIndex((byte) => !BYTE_ORDER_MARK.includes(byte) && !isBlank(Buffer.of(byte)));
    if (first === -1) return chunk.length;
    this.place = chunk[first] === OPEN_LIST ? 'list' : 'single';
    return this.place === 'list' ? first + 1 : first;
  }

  /** The next place from `start` on where an element ends, or -1. Depth is counted inside the element. */
  private scan(chunk: Buffer, start: number): number {
    if (this.place !== 'list') return -1;
    for (let at = start; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.inString) this.readInString(byte);
      else if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
      else if (byte === COMMA && this.depth === 0) return at;
      else if (byte === CLOSE_LIST && this.depth === 0) {
        this.place = 'after';
        return at;
      } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && this.depth > 0) this.depth -= 1;
    }
    return -1;
  }

  private readInString(byte: number | undefined): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
  }

  private *take(): Generator<RawRecord> {
    const raw = this.record.take(this.element);
    if (!raw) return;
    this.element += 1;
    yield raw;
  }

  private refuse(detail: string): RawRecord {
    const refusal: Refusal = { line: this.element, reason: 'not_json', field: null, detail };
    return { line: this.element, refusal };
  }
}
