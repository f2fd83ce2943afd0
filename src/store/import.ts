import type { ClientBase } from 'pg';
import type { ReadRecord, Refusal, RefusalReason } from '../conversations/conversation.js';
import type { Keys } from '../conversations/keys.js';
import type { Database } from './database.js';
import { type Chunk, chunked } from './import-chunks.js';
import { findNews } from './import-compare.js';
import { NewsWriter } from './import-write.js';
import { inTransaction, lockInTransaction } from './transaction.js';

export interface ImportRequest {
  readonly records: AsyncIterable<ReadRecord>;
  readonly format: string;
  readonly fileName: string;
  /** SHA-256 of the file in hex; asked for after the last record, when the stream has passed. */
  readonly fileHash: () => string;
  readonly startedAt: Date;
  /** The clock at the end. */
  readonly finishedAt: () => Date;
  readonly keys: Keys;
  /** Reads, checks and compares, and writes nothing. */
  readonly dryRun?: boolean;
  /** Ends the import, which then leaves nothing behind. */
  readonly signal?: AbortSignal;
  /** Told after each chunk how many records were read. */
  readonly onProgress?: (read: number) => void;
}

export interface ImportSummary {
  /** Null when nothing was recorded: a dry run, or a file that brought nothing new and nothing to refuse. */
  readonly batchId: number | null;
  readonly read: number;
  /** Conversations that were not known. */
  readonly added: number;
  /** New versions of known conversations. */
  readonly grown: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly refusedByReason: Readonly<Partial<Record<RefusalReason, number>>>;
  /** The first 10,000 refused records. */
  readonly refusals: readonly Refusal[];
}

const REFUSALS_KEPT = 10_000;

/**
 * Imports conversations in one transaction: all of them, or nothing. Imports of one database wait for each other, so that
 * batch ids grow in the order of commits. While Postgres writes a chunk, the next one is read.
 */
export async function importConversations(db: Database, request: ImportRequest): Promise<ImportSummary> {
  return inTransaction(db, async (client) => {
    if (request.dryRun) await client.query('set transaction read only');
    else await lockInTransaction(client, 'tidemark import');
    const transfer = new Transfer(client, request);
    await overlapping(chunked(request.records, request.keys), (chunk) => transfer.take(chunk));
    return transfer.finish();
  });
}

/** Hands chunks to `write` one after the other, reading ahead by one. Has let go of the connection when it ends. */
async function overlapping(chunks: AsyncIterable<Chunk>, write: (chunk: Chunk) => Promise<void>): Promise<void> {
  let writing = Promise.resolve();
  try {
    for await (const chunk of chunks) {
      await writing;
      writing = write(chunk);
      // Looked at by the next await; until then it must not count as unhandled.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}

/** One import under way: its counts, its refusals, and its batch once there is something to record. */
class Transfer {
  private batch: { readonly id: number; readonly writer: NewsWriter } | null = null;
  private readonly counts = { read: 0, added: 0, grown: 0, unchanged: 0, refused: 0 };
  private readonly refusedByReason: Partial<Record<RefusalReason, number>> = {};
  private readonly refusals: Refusal[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly request: ImportRequest,
  ) {}

  async take({ arrivals, refusals }: Chunk): Promise<void> {
    const { dryRun, onProgress, signal } = this.request;
    signal?.throwIfAborted();
    for (const refusal of refusals) this.refuse(refusal);
    const news = await findNews(this.client, arrivals);
    const fresh = news.added.length + news.grown.length;
    if (fresh > 0 && !dryRun) await (await this.openBatch()).writer.write(news);
    this.counts.read += arrivals.length + refusals.length;
    this.counts.added += news.added.length;
    this.counts.grown += news.grown.length;
    this.counts.unchanged += arrivals.length - fresh;
    onProgress?.(this.counts.read);
  }

  async finish(): Promise<ImportSummary> {
    const { counts, refusals, refusedByReason, request } = this;
    request.signal?.throwIfAborted();
    const worthRecording = counts.added + counts.grown + counts.refused > 0 && !request.dryRun;
    const batchId = worthRecording ? (await this.openBatch()).id : null;
    if (batchId !== null) {
      await this.client.query(INSERT_REFUSALS, [batchId, JSON.stringify(refusals)]);
      const { read, added, grown, unchanged, refused } = counts;
      await this.client.query(FINISH_BATCH, [
        batchId,
        request.fileHash(),
        request.finishedAt(),
        read,
        added,
        grown,
        unchanged,
        refused,
      ]);
    }
    return { batchId, ...counts, refusedByReason, refusals };
  }

  private refuse(refusal: Refusal): void {
    this.counts.refused += 1;
    this.refusedByReason[refusal.reason] = (this.refusedByReason[refusal.reason] ?? 0) + 1;
    if (this.refusals.length < REFUSALS_KEPT) this.refusals.push(refusal);
  }

  /** Made when it is first needed, since versions refer to it; its counts follow at the end. */
  private async openBatch(): Promise<{ readonly id: number; readonly writer: NewsWriter }> {
    if (this.batch) return this.batch;
    const { format, fileName, startedAt } = this.request;
    const { rows } = await this.client.query<{ id: number }>(BEGIN_BATCH, [format, fileName, startedAt]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('The import was not recorded.');
    this.batch = { id, writer: new NewsWriter(this.client, id) };
    return this.batch;
  }
}

const BEGIN_BATCH = `
insert into import_batch (format, file_name, file_hash, started_at, finished_at, read, added, grown, unchanged, refused)
values ($1, $2, '', $3, $3, 0, 0, 0, 0, 0) returning id`;

const FINISH_BATCH = `
update import_batch set file_hash = $2, finished_at = $3, read = $4, added = $5, grown = $6, unchanged = $7, refused = $8
where id = $1`;

const INSERT_REFUSALS = `
insert into refused_record (batch_id, seq, line, reason, field, detail)
select $1, r.seq, e.line, e.reason, e.field, e.detail
from jsonb_array_elements($2::jsonb) with ordinality as r (record, seq)
cross join lateral jsonb_to_record(r.record) as e (line int, reason text, field text, detail text)`;
