import { type RawRecord, RECORD_LIMIT, RecordBuffer } from './raw-record.js';

const NEWLINE = 0x0a;

/** Splits a stream into its lines. Blank lines count as lines and are left out. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, limit = RECORD_LIMIT): AsyncGenerator<RawRecord> {
  const record = new RecordBuffer(limit);
  let line = 1;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      record.push(chunk.subarray(start, end));
      const raw = record.take(line);
      if (raw) yield raw;
      start = end + 1;
      line += 1;
    }
    record.push(chunk.subarray(start));
  }
  const last = record.take(line);
  if (last) yield last;
}
