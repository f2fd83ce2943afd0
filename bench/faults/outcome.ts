import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Database } from '../../src/store/database.js';
import type { ReceivedMail } from './mailbox.js';
import { findOrphans } from './orphans.js';
import { countPurchases, type Purchases } from './purchases.js';

/** Everything that a run of two periods has left behind. */
export interface Outcome {
  /** SHA-256 of each published file, by its path; also of what should not be there. */
  readonly files: ReadonlyMap<string, string>;
  /** Content hash of each frozen snapshot, by period and vintage. */
  readonly snapshots: readonly string[];
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows that belong to nobody, by what they are. */
  readonly orphans: Readonly<Record<string, number>>;
  /** Labels that were made again after they had been saved. */
  readonly relabelled: number;
  readonly purchases: Purchases;
  readonly mails: readonly ReceivedMail[];
  /** Outbox rows by status. */
  readonly outbox: Readonly<Record<string, number>>;
  /** By address, how many of its digests are listed as unknown. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Keeps every label that is handed to the database and not taken back, whether it is new there or not. */
export const KEEP_LABELS = `
create table label_made (content_hash bytea not null);
create function keep_label() returns trigger language plpgsql as $$
begin
  insert into label_made values (new.content_hash);
  return new;
end $$;
create trigger keep_label before insert on label for each row execute function keep_label()`;

const RELABELLED = 'select count(*) - count(distinct content_hash) as n from label_made';

const COUNTED = [
  'conversation',
  'conversation_version',
  'run',
  'run_stage',
  'sample',
  'sample_member',
  'label',
  'snapshot',
  'tally',
  'frame_count',
  'cell',
  'comparison',
  'delta',
  'release',
  'outbox',
] as const;

/** What stands outside of the database. */
export interface Witnesses {
  /** The folder of the releases. */
  readonly folder: string;
  readonly mails: readonly ReceivedMail[];
  /** By the key of a call, when each of its answers was asked for. */
  readonly bought: ReadonlyMap<string, readonly Date[]>;
  /** How many different conversations need a call, where that is more than one. */
  readonly demand: ReadonlyMap<string, number>;
}

export async function readOutcome(db: Database, { folder, mails, bought, demand }: Witnesses): Promise<Outcome> {
  const rows = Object.fromEntries(
    await Promise.all(COUNTED.map(async (table) => [table, await count(db, `select count(*) as n from ${table}`)])),
  );
  // A call that had to be made again, because its first answer could not be used, is no fault of ours.
  rows['model_answer'] = await count(db, "select count(*) as n from model_answer where stage <> 'repair'");
  const { rows: snapshots } = await db.pool.query<{ name: string }>(
    "select period || ' ' || vintage || ' ' || coalesce(content_hash, 'not frozen') as name from snapshot order by 1",
  );
  const { rows: fates } = await db.pool.query<{ status: string; email: string }>(
    'select o.status, s.email from outbox o join subscriber s on s.id = o.subscriber_id',
  );
  return {
    files: hashFiles(folder),
    snapshots: snapshots.map(({ name }) => name),
    rows,
    orphans: await findOrphans(db),
    relabelled: await count(db, RELABELLED),
    purchases: countPurchases(bought, await readKept(db), demand),
    mails,
    outbox: tallyOf(fates.map(({ status }) => status)),
    unknown: new Map(
      Object.entries(tallyOf(fates.filter(({ status }) => status === 'unknown').map(({ email }) => email))),
    ),
  };
}

async function readKept(db: Database): Promise<Map<string, Date>> {
  const { rows } = await db.pool.query<{ key: string; at: Date }>(
    "select encode(request_key, 'hex') as key, answered_at as at from model_answer",
  );
  return new Map(rows.map(({ key, at }) => [key, at]));
}

async function count(db: Database, sql: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: string }>(sql);
  return Number(rows[0]?.n);
}

export function tallyOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function hashFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}
