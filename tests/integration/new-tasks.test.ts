import { parse } from 'csv-parse/sync';
import { describe as about, afterAll, beforeAll, expect, it } from 'vitest';
import { NEW_WORK } from '../../bench/new-work.js';
import { asksForDescription, descriptionAnswer, plainRule, type Rule } from '../../src/anthropic-stub/rules.js';
import { askedIn } from '../../src/anthropic-stub/shapes.js';
import { type Stub, startStub } from '../../src/anthropic-stub/stub.js';
import type { Conversation } from '../../src/conversations/conversation.js';
import { attack } from '../../src/privacy/attacker.js';
import { verifyRelease } from '../../src/release/verify.js';
import { createRandom } from '../../src/statistics/random.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { type House, openHouse } from '../support/house.js';
import { inMonth, inventConversations } from '../support/population.js';
import { readFolder, readText } from '../support/release-folder.js';

// Kinds of work that no taxonomy names, in three months of a synthetic population. A model says what is asked for.

const MONTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '2026-05': { prompts: 40, drones: 30 },
  '2026-06': { prompts: 130, drones: 30, podcasts: 24 },
  '2026-07': { prompts: 130, podcasts: 24 },
};
const LEISURE = 'What shall I cook tonight?';

const population = await inventConversations({ months: 3, conversationsPerMonth: 250, accounts: 90, seed: 'new' });
const [like] = population;
if (!like) throw new Error('The population is empty.');
const random = createRandom('new work');
const described = new Map<string, Set<string>>();

/** Conversations of new work, each by one of forty accounts, whose person writes what it is about; and some of no work at all. */
function newWork(month: string, like: Conversation): Conversation[] {
  const kinds = Object.entries(MONTHS[month] ?? {}).flatMap(([kind, n]) => Array<string>(n).fill(kind));
  return [...kinds, ...Array<string>(40).fill('')].map((kind, at) => {
    const account = `worker-${at % 40}`;
    const text = kind === '' ? LEISURE : `${describe(kind)} as ${name(at)}`;
    described.set(text, new Set([...(described.get(text) ?? []), account]));
    return {
      ...like,
      externalId: `${month}-new-${at}`,
      accountId: account,
      startedAt: new Date(`${month}-${String(1 + (at % 28)).padStart(2, '0')}T10:00:00Z`),
      turns: [{ role: 'user', text }],
    };
  });
}

/** The same work in other words: the starter taxonomy, which weighs words, is too small to tell much apart. */
function describe(kind: string): string {
  const { doing = [], what = [], more = [] } = NEW_WORK[kind] ?? {};
  const one = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)];
  return [one(doing), what[1], one(more)].join(' ');
}

/** A word that one conversation has alone. */
function name(at: number): string {
  return `Zq${String.fromCharCode(97 + (at % 26), 97 + (Math.floor(at / 26) % 26))}osk`;
}

/** A model that repeats what is asked for, and says that nobody does such work. */
const rule: Rule = (params) => {
  const text = [...described.keys()].find((one) => askedIn(params).includes(one));
  if (text === undefined || !asksForDescription(params)) return plainRule(params);
  return descriptionAnswer({
    occupation: 'none',
    use_case: text === LEISURE ? 'personal' : 'work',
    description: text,
  });
};

let stub: Stub;
let house: House;
const folders = new Map<string, string>();

beforeAll(async () => {
  stub = await startStub({ minimumPrefix: 100, rule });
  house = await openHouse({
    config: {
      anthropic: {
        model: 'test-model',
        prices: { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
        minimumPrefix: 100,
        baseUrl: stub.url,
      },
    },
    definition: { labeller: 'anthropic' },
  });
  for (const month of Object.keys(MONTHS)) await house.import([...inMonth(population, month), ...newWork(month, like)]);
  for (const month of Object.keys(MONTHS)) await publish(month);
}, 240_000);

afterAll(async () => {
  await house.close();
  await stub.close();
});

async function publish(...args: Parameters<House['run']>): Promise<void> {
  const { release, folder } = await house.run(...args);
  folders.set(release ?? '', folder ?? '');
}

type Row = Readonly<Record<string, string>>;
const table = (release: string, file: string): Row[] =>
  parse(readText(folders.get(release) ?? null, file), { columns: true });
const told = (release: string) =>
  table(release, 'new_tasks.csv').map(({ id, words, event }) => `${id} ${KNOWN_BY.exec(words ?? '')?.[0]} ${event}`);
const KNOWN_BY = /prompt|drone|podcast/;

about('work that the taxonomy cannot name', () => {
  it('is born, grows and dies from release to release under one id', () => {
    expect(told('2026-05')).toEqual(['2026-05-1 prompt birth', '2026-05-2 drone birth']);
    expect(told('2026-06')).toEqual(['2026-05-1 prompt growth', '2026-05-2 drone carried', '2026-06-1 podcast birth']);
    expect(told('2026-07')).toEqual(['2026-05-1 prompt carried', '2026-05-2 drone death', '2026-06-1 podcast carried']);
  });

  it('stands in a folder that passes its verification, and on the page', () => {
    for (const [release, folder] of folders) {
      expect(verifyRelease(readFolder(folder)), release).toEqual([]);
      expect(readText(folder, 'index.html')).toContain('Work that the taxonomy has no task for');
    }
  });

  it('tells no word that fewer than five accounts have written', () => {
    const ours = [...folders.values()].flatMap((folder) => [...readFolder(folder)]);
    for (const [file, content] of ours.filter(([file]) => !file.endsWith('.png')))
      expect(String(content), file).not.toMatch(/zq[a-z]{2}osk/i);
    for (const release of folders.keys()) {
      const words = table(release, 'new_tasks.csv').flatMap((row) => row['words']?.split(' ') ?? []);
      for (const word of words) {
        const texts = [...described].filter(([text]) => text.toLowerCase().includes(word));
        expect(new Set(texts.flatMap(([, accounts]) => [...accounts])).size, word).toBeGreaterThanOrEqual(5);
      }
    }
  });

  it('lets an attacker find nothing, and of what has no task no fewer than the floors', async () => {
    const { taxonomy } = await readStarterTaxonomy();
    for (const release of folders.keys()) {
      const cells = table(release, 'cells.csv');
      const { sample } = JSON.parse(readText(folders.get(release) ?? null, 'snapshot.json'));
      expect(attack(cells as never, taxonomy, new Map([['sample', sample.drawn]])), release).toEqual([]);
      const tasked = cells.find((row) => row['key'] === 'with_task' && row['measure'] === 'share');
      const open = table(release, 'new_tasks.csv').reduce((sum, row) => sum + Number(row['n']), 0);
      expect(sample.drawn - Number(tasked?.['n']) - open).toBeGreaterThanOrEqual(15);
    }
  });

  it('is the same when the month is run again, and a correction publishes no further group', async () => {
    const before = readText(folders.get('2026-06') ?? null, 'new_tasks.csv');
    expect(await house.run('2026-06')).toMatchObject({ release: '2026-06' });
    const late = newWork('2026-06', like)
      .slice(0, 40)
      .map((one, at) => {
        const text = describe('thermostats');
        described.set(text, new Set(['late']));
        return { ...one, externalId: `late-${at}`, turns: [{ role: 'user' as const, text }] };
      });
    await house.import(late);
    await publish('2026-06', { reason: 'late conversations' });
    expect(told('2026-06.1')).toEqual(told('2026-06'));
    expect(readText(folders.get('2026-06') ?? null, 'new_tasks.csv')).toBe(before);
  });

  it('cannot be changed once it is frozen', async () => {
    await expect(house.db.pool.query('update new_task set n = n + 1')).rejects.toThrow(/frozen/);
    await expect(house.db.pool.query('delete from new_task')).rejects.toThrow(/frozen/);
    await expect(house.db.pool.query('truncate new_task')).rejects.toThrow(/frozen/);
  });
});
