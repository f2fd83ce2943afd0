import type { ClientBase } from 'pg';
import type { Keys } from '../conversations/keys.js';
import { AccountBook } from './import-accounts.js';
import type { Arrival } from './import-chunks.js';
import type { News } from './import-compare.js';
import { BinaryRows, copyRows } from './import-copy.js';
import { ensureTextPartition, textMonth } from './text.js';

/** A version to be written: which conversation it belongs to, and when that began. */
interface Version {
  readonly arrival: Arrival;
  readonly conversationId: number;
  readonly startedAt: Date;
}

/** Writes what one import brings, chunk by chunk, by COPY; what it has met once it need not ask for again. */
export class NewsWriter {
  private readonly accounts: AccountBook;
  private readonly sources = new Map<string, number>();
  private readonly months = new Set<string>();

  constructor(
    private readonly client: ClientBase,
    private readonly batchId: number,
    keys: Keys,
  ) {
    this.accounts = new AccountBook(client, keys);
  }

  async write({ added, grown }: News): Promise<void> {
    const ids = await this.takeIds(added.length, added.length + grown.length);
    await this.writeConversations(added, ids.conversation);
    const versions = [
      ...added.map((arrival, n) => ({ arrival, conversationId: ids.conversation + n, startedAt: arrival.startedAt })),
      ...grown.map(({ arrival, known }) => ({ arrival, conversationId: known.id, startedAt: known.startedAt })),
    ];
    await this.writeVersions(versions, ids.version);
    await this.writeTexts(versions, ids.version);
  }

  /** The first ids of two blocks that nobody else gets: one import at a time writes these tables. */
  private async takeIds(conversations: number, versions: number): Promise<{ conversation: number; version: number }> {
    const { rows } = await this.client.query<{ conversation: string; version: string }>(TAKE_IDS, [
      conversations,
      versions,
    ]);
    return {
      conversation: Number(rows[0]?.conversation) - conversations + 1,
      version: Number(rows[0]?.version) - versions + 1,
    };
  }

  private async writeConversations(arrivals: readonly Arrival[], firstId: number): Promise<void> {
    if (arrivals.length === 0) return;
    await this.ensureSources(arrivals);
    const accountIds = await this.accounts.idsOf(arrivals, this.sources);
    const rows = new BinaryRows();
    for (const [n, { source, externalId, startedAt }] of arrivals.entries()) {
      rows
        .row(5)
        .int8(firstId + n)
        .int4(this.sources.get(source) ?? 0)
        .text(externalId);
      rows.int8(accountIds[n] ?? 0).timestamp(startedAt);
    }
    await copyRows(this.client, 'conversation (id, source_id, external_id, account_id, started_at)', rows);
  }

  private async ensureSources(arrivals: readonly Arrival[]): Promise<void> {
    const names = [...new Set(arrivals.map(({ source }) => source))].filter((name) => !this.sources.has(name)).sort();
    if (names.length === 0) return;
    await this.client.query('insert into source (name) select unnest($1::text[]) on conflict (name) do nothing', [
      names,
    ]);
    const { rows } = await this.client.query<{ id: number; name: string }>(
      'select id, name from source where name = any ($1)',
      [names],
    );
    for (const { id, name } of rows) this.sources.set(name, id);
  }

  private async writeVersions(versions: readonly Version[], firstId: number): Promise<void> {
    const rows = new BinaryRows();
    for (const [n, version] of versions.entries()) addVersion(rows, firstId + n, version, this.batchId);
    await copyRows(this.client, VERSION_COLUMNS, rows);
  }

  /** A version's text is filed under the month in which its conversation began. */
  private async writeTexts(versions: readonly Version[], firstId: number): Promise<void> {
    const rows = new BinaryRows(versions.reduce((sum, { arrival }) => sum + arrival.body.length + 64, 1024));
    for (const [n, { arrival, startedAt }] of versions.entries()) {
      const month = textMonth(startedAt);
      if (!this.months.has(month)) await ensureTextPartition(this.client, month);
      this.months.add(month);
      rows
        .row(3)
        .int8(firstId + n)
        .date(month)
        .bytes(arrival.body);
    }
    await copyRows(this.client, 'conversation_text (version_id, month, body)', rows);
  }
}

const TAKE_IDS = `
select case when $1::int > 0 then setval('conversation_id_seq', nextval('conversation_id_seq') + $1 - 1) else 0 end as conversation,
  setval('conversation_version_id_seq', nextval('conversation_version_id_seq') + $2::int - 1) as version`;

const VERSION_COLUMNS = `conversation_version (id, conversation_id, batch_id, started_at, updated_at, content_hash, turns,
  user_characters, characters, language, product, plan, model, country, region)`;

function addVersion(
  rows: BinaryRows,
  id: number,
  { arrival, conversationId, startedAt }: Version,
  batchId: number,
): void {
  rows.row(15).int8(id).int8(conversationId).int4(batchId).timestamp(startedAt).timestamp(arrival.updatedAt);
  rows.bytes(arrival.contentHash).int4(arrival.turns).int4(arrival.userCharacters).int4(arrival.characters);
  rows
    .text(arrival.language)
    .text(arrival.product)
    .text(arrival.plan)
    .text(arrival.model)
    .text(arrival.country)
    .text(arrival.region);
}
