import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/conversations/conversation.js';
import { parsePeriod } from '../../src/period.js';
import { createRandom } from '../../src/statistics/random.js';
import type { Database } from '../../src/store/database.js';
import { saveTaxonomy } from '../../src/store/taxonomies.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { openPlace, type Place } from '../support/command.js';
import { createTestDatabase } from '../support/database.js';
import { inventConversations } from '../support/population.js';
import { readFolder } from '../support/release-folder.js';

/** In the files, so it is the same for all of one run of these tests; new each time, for what an earlier one left behind. */
const INDEX = `index-${randomUUID().slice(0, 8)}`;
const PERIODS = ['2024-05', '2024-06'];
const TABLES = ['cells.csv', 'deltas.csv', 'snapshot.json'];

interface Installation {
  readonly timeZone: string;
  readonly key: string;
  readonly shardSize: number;
  /** Files to import, one command each. */
  readonly files: (conversations: readonly Conversation[]) => Conversation[][];
}

const HERE: Installation = {
  timeZone: 'Pacific/Kiritimati',
  key: '5e'.repeat(32),
  shardSize: 1000,
  files: (all) => [[...all]],
};

/** The same secret at the other end of the world: shuffled, brought in by three files, and cut into small shards. */
const THERE: Installation = {
  ...HERE,
  timeZone: 'America/St_Johns',
  shardSize: 70,
  files: (all) => {
    const shuffled = shuffle(all);
    return [shuffled.slice(0, 37), shuffled.slice(37, 500), shuffled.slice(450)];
  },
};

const STRANGER: Installation = { ...HERE, key: 'a7'.repeat(32) };

let conversations: Conversation[];
const places: Place[] = [];
const databases: Database[] = [];
const files = new Map<Installation, ReadonlyMap<string, Buffer>>();

beforeAll(async () => {
  conversations = await inventConversations({
    firstMonth: parsePeriod('2024-05'),
    conversationsPerMonth: 500,
    accounts: 90,
  });
  // One after the other: the name of the index is in the files, so the runs have the same names too.
  for (const installation of [HERE, THERE, STRANGER]) files.set(installation, await releasesOf(installation));
}, 180_000);

afterAll(async () => {
  for (const place of places) place.remove();
  for (const db of databases) await db.close();
});

async function releasesOf({ timeZone, key, shardSize, files: split }: Installation): Promise<Map<string, Buffer>> {
  const db = await createTestDatabase();
  databases.push(db);
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
  const config = {
    temporal: { taskQueue: db.url.split('/').at(-1) },
    worker: { labelThreads: 1, shutdownGraceSeconds: 0 },
    shardSize,
    // A sample, not the whole: the draw has to be the same as well.
    indices: { [INDEX]: { sampling: { size: 450 } } },
  };
  const place = openPlace({ databaseUrl: db.url, config, env: { TZ: timeZone, TIDEMARK_KEY: key } });
  places.push(place);
  const names = split(conversations).map((part, i) => {
    const name = join(place.folder, `part-${i}.jsonl`);
    writeFileSync(name, part.map(jsonLine).join(''));
    return name;
  });
  await place.run('import', ...names);
  // Each command brings its own worker: none may wait for the one before it, which the server still remembers.
  for (const period of PERIODS) await place.run('run', period, '--index', INDEX);
  return new Map(
    PERIODS.flatMap((period) =>
      [...readFolder(join(place.folder, 'snapshots', INDEX, period))].map(
        ([name, content]) => [`${period}/${name}`, content] as const,
      ),
    ),
  );
}

function jsonLine({ externalId, source, accountId, startedAt, turns, language, product }: Conversation): string {
  const messages = turns.map(({ role, text }) => ({ role, content: text }));
  const created_at = startedAt.toISOString();
  return `${JSON.stringify({ id: externalId, source, account_id: accountId, created_at, language, product, messages })}\n`;
}

function shuffle<T>(list: readonly T[]): T[] {
  const random = createRandom('shuffle');
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function fileOf(installation: Installation, name: string): string {
  return files.get(installation)?.get(name)?.toString('utf8') ?? '';
}

describe('the same conversations, method, seed and secret', () => {
  it.each(PERIODS)('give the same bytes of every file of %s, wherever and in whatever pieces', (period) => {
    const names = [...(files.get(HERE)?.keys() ?? [])].filter((name) => name.startsWith(period));
    expect(names.length).toBeGreaterThan(TABLES.length);
    expect(names.filter((name) => fileOf(HERE, name) !== fileOf(THERE, name))).toEqual([]);
  });

  it('give numbers that there is something to compare in', () => {
    expect(fileOf(HERE, '2024-05/cells.csv').match(/,published$/gm)?.length).toBeGreaterThan(20);
    expect(fileOf(HERE, '2024-06/deltas.csv').trim().split('\n').length).toBeGreaterThan(10);
  });
});

describe('another installation secret', () => {
  const intervals = ['interval.sampling.lower', 'interval.sampling.upper', 'standard_error', 'effective_n'];
  const free = new Set([...intervals, 'quality', 'verdict']);
  const fixed = (text: string) =>
    parse<Record<string, string>>(text, { columns: true }).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !free.has(column))),
    );

  it.each(PERIODS)('keeps all of %s but intervals and what is read from them', (period) => {
    for (const table of ['cells.csv', 'deltas.csv']) {
      const [ours, theirs] = [fileOf(HERE, `${period}/${table}`), fileOf(STRANGER, `${period}/${table}`)];
      expect(fixed(theirs)).toEqual(fixed(ours));
    }
    const [ours, theirs] = [HERE, STRANGER].map((one) => JSON.parse(fileOf(one, `${period}/snapshot.json`)));
    expect({ ...theirs, sharesByQuality: null }).toEqual({ ...ours, sharesByQuality: null });
  });

  it('draws other intervals', () => {
    expect(fileOf(STRANGER, '2024-05/cells.csv')).not.toBe(fileOf(HERE, '2024-05/cells.csv'));
  });
});
