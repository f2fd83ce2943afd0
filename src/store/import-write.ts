import type { ClientBase } from 'pg';
import { BinaryRows, beginCopy } from './copy.js';
import { AccountBook } from './import-accounts.js';
import type { Arrival } from './import-arrivals.js';
import type { News } from './import-compare.js';
import { ensureTextPartition, textMonth } from './text.js';

/** A version to be written: which conversation it belongs to, and when that began. Its text is filed under that month. */
interface Version {
  readonly arrival: Arrival;
  readonly conversationId: number;
  readonly startedAt: Date;
  readonly month: string;
}

/** Writes what one import brings, chunk by chunk, by COPY; what it has met once it need not ask for again. */
export class NewsWriter {
  private readonly accounts: AccountBook;
  private readonly sources = new Map<string, number>();
  private readonly months = new Set<string>();
  private readonly rows = { conversations: new BinaryRows(), versions: new BinaryRows(), texts: new BinaryRows() };

  constructor(
    private readonly client: ClientBase,
    private readonly batchId: number,
  ) {
    this.accounts = new AccountBook(client);
  }

  /** Rows of one table are made while Postgres works on those of another. */
  async write({ added, grown }: News): Promise<void> {
    const ids = await this.takeIds(added.length, added.length + grown.length);
    const versions: Version[] = [
      ...added.map((arrival, n) => {
        const { startedAt, month } = arrival;
        return { arrival, conversationId: ids.conversation + n, startedAt, month };
      }),
      ...grown.map(({ arrival, known: { id, startedAt } }) => {
        return { arrival, conversationId: id, startedAt, month: textMonth(startedAt) };
      }),
    ];
    await this.ensureMonths(versions);
    await this.ensureSources(added);
    const accountIds = this.accounts.idsOf(added, this.sources);
    const texts = addTexts(this.rows.texts.empty(), versions, ids.version);
    await accountIds;
    const textsDone = await beginCopy(this.client, TEXT_COLUMNS, texts);
    const conversations = this.addConversations(added, await accountIds, ids.conversation);
    await textsDone();
    const conversationsDone = await beginCopy(this.client, CONVERSATION_COLUMNS, conversations);
    const versionRows = addVersions(this.rows.versions.empty(), versions, ids.version, this.batchId);
    await conversationsDone();
    const versionsDone = await beginCopy(this.client, VERSION_COLUMNS, versionRows);
    await versionsDone();
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

  private async ensureMonths(versions: readonly Version[]): Promise<void> {
    const months = new Set(versions.map(({ month }) => month));
    for (const month of [...months].filter((month) => !this.months.has(month)).sort()) {
      await ensureTextPartition(this.client, month);
      this.months.add(month);
    }
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

  private addConversations(arrivals: readonly Arrival[], accountIds: readonly number[], firstId: number): BinaryRows {
    const rows = this.rows.conversations.empty();
    for (const [n, { source, externalId, startedAt }] of arrivals.entries()) {
      rows
        .row(5)
        .int8(firstId + n)
        .int4(this.sources.get(source) ?? 0)
        .text(externalId);
      rows.int8(accountIds[n] ?? 0).timestamp(startedAt);
    }
    return rows;
  }
}

const TAKE_IDS = `
select case when $1::int > 0 then setval('conversation_id_seq', nextval('conversation_id_seq') + $1 - 1) else 0 end as conversation,
  setval('conversation_version_id_seq', nextval('conversation_version_id_seq') + $2::int - 1) as version`;

const CONVERSATION_COLUMNS = 'conversation (id, source_id, external_id, account_id, started_at)';

const VERSION_COLUMNS = `conversation_version (id, conversation_id, batch_id, started_at, updated_at, content_hash, turns,
  user_characters, characters, language, product, plan, model, country, region)`;

function addVersions(rows: BinaryRows, versions: readonly Version[], firstId: number, batchId: number): BinaryRows {
  for (const [n, { arrival, conversationId, startedAt }] of versions.entries()) {
    rows
      .row(15)
      .int8(firstId + n)
      .int8(conversationId)
      .int4(batchId)
      .timestamp(startedAt)
      .timestamp(arrival.updatedAt);
    rows.bytes(arrival.contentHash).int4(arrival.turns).int4(arrival.userCharacters).int4(arrival.characters);
    rows.text(arrival.language).text(arrival.product).text(arrival.plan).text(arrival.model);
    rows.text(arrival.country).text(arrival.region);
  }
  return rows;
}

const TEXT_COLUMNS = 'conversation_text (version_id, month, body)';

function addTexts(rows: BinaryRows, versions: readonly Version[], firstId: number): BinaryRows {
  for (const [n, { arrival, month }] of versions.entries()) {
    rows
      .row(3)
      .int8(firstId + n)
      .date(month)
      .bytes(arrival.body);
  }
  return rows;
}
