import type { ClientBase } from 'pg';
import type { Keys } from '../conversations/keys.js';
import { ensureAccounts, ensureSources } from './import-accounts.js';
import type { Arrival } from './import-chunks.js';
import { BinaryRows, copyRows } from './import-copy.js';
import { ensureTextPartition, textMonth } from './text.js';

/** A conversation that is there already, in its latest version. */
interface Known {
  readonly id: number;
  readonly startedAt: Date;
  readonly updatedAt: Date | null;
  readonly contentHash: Buffer;
}

/** What a chunk brings: conversations that are new, and new versions of known ones. */
export interface News {
  readonly added: readonly Arrival[];
  readonly grown: readonly { readonly arrival: Arrival; readonly known: Known }[];
}

/** A version to be written: which conversation it belongs to, and when that began. */
interface Version {
  readonly arrival: Arrival;
  readonly conversationId: number;
  readonly startedAt: Date;
}

/** Compares arrivals with what is known. The rest is unchanged. */
export async function findNews(client: ClientBase, arrivals: readonly Arrival[]): Promise<News> {
  const known = await findKnown(client, arrivals);
  const added = arrivals.filter((_, position) => !known.has(position));
  const grown = arrivals.flatMap((arrival, position) => {
    const before = known.get(position);
    return before && supersedes(arrival, before) ? [{ arrival, known: before }] : [];
  });
  return { added, grown };
}

/** An older state of a conversation that is imported late does not undo a newer one. */
function supersedes(arrival: Arrival, known: Known): boolean {
  if (arrival.contentHash.equals(known.contentHash)) return false;
  return !(arrival.updatedAt && known.updatedAt && arrival.updatedAt < known.updatedAt);
}

async function findKnown(client: ClientBase, arrivals: readonly Arrival[]): Promise<Map<number, Known>> {
  const { rows } = await client.query<{ n: number; id: string } & Omit<Known, 'id'>>(FIND_KNOWN, [
    arrivals.map(({ source }) => source),
    arrivals.map(({ externalId }) => externalId),
  ]);
  return new Map(rows.map(({ n, id, ...rest }) => [n - 1, { ...rest, id: Number(id) }]));
}

const FIND_KNOWN = `
select e.n::int, c.id, c.started_at as "startedAt", v.updated_at as "updatedAt", v.content_hash as "contentHash"
from unnest($1::text[], $2::text[]) with ordinality as e (source, external_id, n)
join source s on s.name = e.source
join conversation c on c.source_id = s.id and c.external_id = e.external_id
cross join lateral (
  select updated_at, content_hash from conversation_version where conversation_id = c.id order by batch_id desc limit 1
) v`;

/** Writes what is new under a batch. */
export async function writeNews(client: ClientBase, news: News, batchId: number, keys: Keys): Promise<void> {
  const added = await writeConversations(client, news.added, keys);
  const grown = news.grown.map(({ arrival, known }) => ({
    arrival,
    conversationId: known.id,
    startedAt: known.startedAt,
  }));
  await writeVersions(client, [...added, ...grown], batchId);
}

async function writeConversations(client: ClientBase, arrivals: readonly Arrival[], keys: Keys): Promise<Version[]> {
  if (arrivals.length === 0) return [];
  const sourceIds = await ensureSources(client, [...new Set(arrivals.map(({ source }) => source))]);
  const accountIds = await ensureAccounts(client, arrivals, sourceIds, keys);
  const firstId = await takeIds(client, 'conversation', arrivals.length);
  const rows = new BinaryRows();
  arrivals.forEach(({ source, externalId, startedAt }, n) => {
    rows
      .row(5)
      .int8(firstId + n)
      .int4(sourceIds.get(source) ?? 0)
      .text(externalId)
      .int8(accountIds[n] ?? 0)
      .timestamp(startedAt);
  });
  await copyRows(client, 'conversation (id, source_id, external_id, account_id, started_at)', rows);
  return arrivals.map((arrival, n) => ({ arrival, conversationId: firstId + n, startedAt: arrival.startedAt }));
}

async function writeVersions(client: ClientBase, versions: readonly Version[], batchId: number): Promise<void> {
  if (versions.length === 0) return;
  const firstId = await takeIds(client, 'conversation_version', versions.length);
  const rows = new BinaryRows();
  for (const [n, version] of versions.entries()) addVersion(rows, firstId + n, version, batchId);
  await copyRows(client, VERSION_COLUMNS, rows);
  await writeTexts(client, versions, firstId);
}

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

/** A version's text is filed under the month in which its conversation began. */
async function writeTexts(client: ClientBase, versions: readonly Version[], firstId: number): Promise<void> {
  const months = versions.map(({ startedAt }) => textMonth(startedAt));
  for (const month of [...new Set(months)].sort()) await ensureTextPartition(client, month);
  const bytes = versions.reduce((sum, { arrival }) => sum + arrival.body.length + 64, 65_536);
  const rows = new BinaryRows(bytes);
  versions.forEach(({ arrival }, n) => {
    rows
      .row(3)
      .int8(firstId + n)
      .date(months[n] ?? '')
      .bytes(arrival.body);
  });
  await copyRows(client, 'conversation_text (version_id, month, body)', rows);
}

/** Takes a block of ids that nobody else gets: one import at a time writes these tables. The first of them. */
async function takeIds(
  client: ClientBase,
  table: 'conversation' | 'conversation_version',
  count: number,
): Promise<number> {
  const { rows } = await client.query<{ last: string }>('select setval($1, nextval($1) + $2 - 1) as last', [
    `${table}_id_seq`,
    count,
  ]);
  return Number(rows[0]?.last) - count + 1;
}
