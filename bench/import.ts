import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { keepHeapSmall, openFile } from '../src/cli/import-file.js';
import { jsonl } from '../src/conversations/formats/jsonl.js';
import { createKeys } from '../src/conversations/keys.js';
import { BinaryRows, beginCopy } from '../src/store/copy.js';
import { type Database, openDatabase } from '../src/store/database.js';
import { importConversations } from '../src/store/import.js';
import { createDatabase, dropDatabase, migrate } from '../src/store/migrate.js';

// Import of 100,000 conversations at 1 KB and at 4 KB, from a file to committed rows, with validation and hashes. Its
// yardstick is measured in the same run: a plain COPY of the same texts into a table without indexes.
// Usage: node dist/bench/import.js [conversations]

const CONVERSATIONS = Number(process.argv[2] ?? 100_000);
const WORDS = [
  'ledger',
  'draft',
  'please',
  'report',
  'the',
  'of',
  'budget',
  'table',
  'column',
  'why',
  'again',
  'shorter',
  'naïve',
  'and',
  'parse',
];

/** A small seeded generator (mulberry32), so that each run imports the same bytes. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One line: four turns that hold `size` characters, of one of a fifth as many accounts, in one of six months. */
function line(n: number, size: number, next: () => number): string {
  const turn = (role: string) => {
    let content = '';
    while (content.length < size / 4) content += `${WORDS[Math.floor(next() * WORDS.length)]} `;
    return { role, content };
  };
  const began = Date.UTC(2026, 0, 1) + Math.floor(next() * 180) * 86_400_000;
  return JSON.stringify({
    id: `conversation-${size}-${n}`,
    source: 'bench',
    account_id: `account-${Math.floor(next() ** 2 * (CONVERSATIONS / 5))}`,
    created_at: new Date(began).toISOString(),
    updated_at: new Date(began + 600_000).toISOString(),
    model: 'model-a',
    language: 'en',
    messages: [turn('user'), turn('assistant'), turn('user'), turn('assistant')],
  });
}

async function writeFile(path: string, size: number): Promise<void> {
  const out = createWriteStream(path);
  const next = random(size);
  for (let n = 0; n < CONVERSATIONS; n += 1) {
    if (!out.write(`${line(n, size, next)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function measureImport(db: Database, path: string) {
  const began = performance.now();
  const input = await openFile(path);
  const startedAt = new Date('2026-11-01T00:00:00Z');
  const summary = await importConversations(db, {
    records: jsonl.read(input.chunks, { now: startedAt, source: null, account: null, exportAccount: 'bench' }),
    format: 'jsonl',
    fileName: 'bench.jsonl',
    fileHash: input.hash,
    startedAt,
    finishedAt: () => startedAt,
    keys: createKeys('be'.repeat(32)),
  });
  if (summary.added + summary.unchanged !== CONVERSATIONS)
    throw new Error(`Of ${CONVERSATIONS} only ${summary.added} were imported.`);
  return (performance.now() - began) / 1000;
}

/** The least that a load can take: the same texts, without a look at them, into a table without indexes. */
async function measurePlainCopy(db: Database, path: string): Promise<number> {
  await db.pool.query('drop table if exists plain');
  await db.pool.query('create table plain (body text storage external)');
  const client = await db.pool.connect();
  const began = performance.now();
  let [rows, count] = [new BinaryRows(8_000_000), 0];
  await client.query('begin');
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    rows.row(1).text(text);
    count += 1;
    if (count % 4000 !== 0) continue;
    await (await beginCopy(client, 'plain (body)', rows))();
    rows = new BinaryRows(8_000_000);
  }
  await (await beginCopy(client, 'plain (body)', rows))();
  await client.query('commit');
  const seconds = (performance.now() - began) / 1000;
  client.release();
  await db.pool.query('drop table plain');
  return seconds;
}

async function measure(db: Database, folder: string, size: number) {
  const path = join(folder, `${size}.jsonl`);
  await writeFile(path, size);
  const { size: bytes } = await stat(path);
  const cpu = process.cpuUsage();
  const seconds = await measureImport(db, path);
  const { user, system } = process.cpuUsage(cpu);
  const again = await measureImport(db, path);
  const peak = process.resourceUsage().maxRSS / 1024;
  const plain = await measurePlainCopy(db, path);
  await rm(path);
  return {
    conversations: CONVERSATIONS,
    characters: size,
    fileMB: round(bytes / 1e6),
    seconds: round(seconds),
    rate: Math.round(CONVERSATIONS / seconds),
    // What this process alone could do if nobody else wanted its processor; Postgres works beside it.
    ratePerCpuSecond: Math.round(CONVERSATIONS / ((user + system) / 1e6)),
    unchangedRate: Math.round(CONVERSATIONS / again),
    peakRssMB: Math.round(peak),
    plainCopyRate: Math.round(CONVERSATIONS / plain),
    shareOfPlainCopy: round(plain / seconds),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A server that is named, or the embedded one. */
async function serverUrl(): Promise<string> {
  const named = process.env['TIDEMARK_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (named) return named;
  const [{ ensureStack }, { homeFolder }] = await Promise.all([
    import('../src/stack/stack.js'),
    import('../src/stack/home.js'),
  ]);
  return (await ensureStack(homeFolder(), () => undefined)).databaseUrl;
}

keepHeapSmall();
const url = new URL(await serverUrl());
url.pathname = `/bench_import_${process.pid}`;
const folder = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
await createDatabase(url.href);
await migrate(url.href);
const db = openDatabase(url.href);
try {
  const results = [await measure(db, folder, 1000), await measure(db, folder, 4000)];
  process.stdout.write(`${JSON.stringify({ bench: 'import', results }, null, 2)}\n`);
} finally {
  await db.close();
  await dropDatabase(url.href);
  await rm(folder, { recursive: true });
}
