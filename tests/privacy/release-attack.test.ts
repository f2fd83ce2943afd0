import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeId } from '../../src/measures/cell.js';
import { attack, type PublishedRow, publishedPlaces } from '../../src/privacy/attacker.js';
import { attackCorrection, type PublishedRelease } from '../../src/privacy/attacker-corrections.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { type House, openHouse } from '../support/house.js';
import { inMonth, inventConversations } from '../support/population.js';
import { readText } from '../support/release-folder.js';

type Row = PublishedRow & Readonly<Record<string, string>>;
const RELAXED = { disclosure: { minConversations: 10, minAccounts: 4 } };

let house: House;
let taxonomy: Taxonomy;
const folders = new Map<string, string>();

beforeAll(async () => {
  ({ taxonomy } = await readStarterTaxonomy());
  house = await openHouse();
  const conversations = await inventConversations({ conversationsPerMonth: 900, accounts: 160, seed: 'attack' });
  const late = inMonth(conversations, '2026-05').filter((_, i) => i % 20 === 0);
  await house.import(conversations.filter((one) => !late.includes(one)));
  const publish = async (...args: Parameters<House['run']>) => {
    const { release, folder } = await house.run(...args);
    folders.set(release ?? '', folder ?? '');
  };
  await publish('2026-05');
  await publish('2026-06');
  await publish('2026-06', { reason: 'other floors', definition: RELAXED });
  await house.import(late);
  await publish('2026-05', { reason: 'late conversations', definition: {} });
}, 120_000);

afterAll(() => house.close());

const file = (release: string, name: string) => readText(folders.get(release) ?? null, name);
const cells = (release: string): Row[] => parse(file(release, 'cells.csv'), { columns: true });

/** Everything that the files of a release tell: its cells, and the size of its sample. */
function read(release: string): PublishedRelease {
  const { sample } = JSON.parse(file(release, 'snapshot.json'));
  return { rows: cells(release), told: new Map(sample.drawn === null ? [] : [['sample', sample.drawn]]) };
}

/** How the rest of the sample divides is a secret; that nothing is left of it is none. */
const secret = ({ place, count }: { place: string; count: number }) => !(place.startsWith('outcome|') && count === 0);

describe('an attacker who reads everything that was published', () => {
  it('has something to read', () => {
    expect([...folders.keys()]).toEqual(['2026-05', '2026-06', '2026-06.1', '2026-05.1']);
    for (const release of folders.keys()) {
      const rows = cells(release);
      expect(rows.filter(({ status }) => status === 'published').length).toBeGreaterThan(30);
      expect(rows.filter(({ status }) => status === 'suppressed').length).toBeGreaterThan(30);
    }
  });

  it('finds nothing exact in any release', () => {
    for (const release of folders.keys()) {
      const { rows, told } = read(release);
      expect(attack(rows, taxonomy, told).filter(secret), release).toEqual([]);
    }
  });

  it('finds nothing in two releases that count the same conversations under other floors', () => {
    const both = ['2026-06', '2026-06.1'].flatMap(cells);
    expect(attack(both, taxonomy, read('2026-06').told).filter(secret)).toEqual([]);
  });

  it('finds nothing in a release and its correction by late conversations', () => {
    const { release, correction } = attackCorrection(read('2026-05'), read('2026-05.1'), taxonomy);
    expect([...release, ...correction].filter(secret)).toEqual([]);
  });

  it('reads of the release before nothing but what that published itself', () => {
    const earlier = new Map(cells('2026-05').map((row) => [keyOf(row), row['value']]));
    const now = new Map(cells('2026-06').map((row) => [keyOf(row), row['value']]));
    const deltas: Row[] = parse(file('2026-06', 'deltas.csv'), { columns: true });
    expect(deltas.length).toBeGreaterThan(20);
    for (const row of deltas) {
      expect(earlier.get(keyOf(row))).toBe(row['from']);
      expect(now.get(keyOf(row))).toBe(row['to']);
    }
  });

  it('reads on the page no count that is not in the tables', () => {
    for (const release of folders.keys()) {
      const { sample } = JSON.parse(file(release, 'snapshot.json'));
      const counts = new Set(cells(release).flatMap(({ n, accounts }) => [n, accounts]));
      for (const size of [sample.frame, sample.drawn, sample.accounts]) counts.add(String(size));
      const page = file(release, 'index.html').replace(/<style>[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>/g, '');
      const printed = [...page.matchAll(/class="number">([\d,]+)<|, n ([\d,]+)/g)].map((match) =>
        String(match[1] ?? match[2]).replaceAll(',', ''),
      );
      expect(printed.length).toBeGreaterThan(20);
      expect(printed.filter((number) => !counts.has(number))).toEqual([]);
    }
  });
});

describe('the same attacker', () => {
  it('finds a number that is printed though its like is withheld', () => {
    const { rows, told } = read('2026-06');
    const open = publishedPlaces(rows);
    const hidden = (row: PublishedRow) => row.level === 'use_case' && row.measure === 'share';
    const [first] = rows.filter((row) => hidden(row) && row.status === 'published');
    if (!first) throw new Error('No use case is published.');
    // One of the use cases is taken out; with the others it is the conversations with a task.
    const leaking = rows.map((row) =>
      row.level === 'use_case' && row.key === first.key
        ? { ...row, value: '', n: '', accounts: '', status: 'suppressed' }
        : row,
    );
    const others = rows.filter((row) => hidden(row) && row.key !== first.key);
    const allElseKnown = new Map([
      ...(told ?? []),
      ...others.filter(({ status }) => status !== 'published').map((row) => [idOf(row), 0] as const),
    ]);
    expect(open.has(idOf(first))).toBe(true);
    const found = attack(leaking, taxonomy, allElseKnown).map(({ place }) => place);
    expect(found).toContain(idOf(first));
  });
});

const idOf = (row: PublishedRow) => placeId(row as never);
const keyOf = (row: Row) => `${idOf(row)}|${row.measure}.${row.base}`;
