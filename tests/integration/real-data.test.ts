import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../src/cli/import.js';
import { addSubscriber } from '../../src/store/subscribers.js';
import { readTaxonomy } from '../../src/taxonomy/onet.js';
import { openTaxonomySource } from '../../src/taxonomy/open.js';
import { type House, openHouse, TEST_KEY } from '../support/house.js';
import { type Mailbox, openMailbox } from '../support/mailbox.js';
import { hasReferenceData, referenceData } from '../support/reference-data.js';
import { readText } from '../support/release-folder.js';

const SURROUNDINGS = { key: TEST_KEY, now: () => new Date('2026-11-01T00:00:00Z') };
/** Coding sessions of 26 accounts by month. */
const SESSIONS = {
  '2026-01': 136,
  '2026-02': 277,
  '2026-03': 4,
  '2026-04': 68,
  '2026-05': 37,
  '2026-06': 63,
  '2026-07': 74,
  '2026-08': 1,
};

describe.skipIf(!hasReferenceData)('real conversations on O*NET 29.1', () => {
  let house: House;
  let mailbox: Mailbox;
  const folders = new Map<string, string>();

  beforeAll(async () => {
    mailbox = await openMailbox();
    const source = await openTaxonomySource(referenceData('onet', 'db_29_1_text'));
    const taxonomy = await readTaxonomy(source);
    source.close();
    house = await openHouse({ taxonomy, definition: { taxonomy: 'onet-29.1' }, smtpUrl: mailbox.url });
    const files = [
      referenceData('conversations', 'coding_sessions_2026.jsonl'),
      referenceData('conversations', 'formats', 'chatgpt_export', 'real_2023_mar_jun.json'),
    ];
    const reports = await runImport(house.db, files, {}, SURROUNDINGS);
    expect(reports.map(({ added, refused }) => [added, refused])).toEqual([
      [660, 0],
      [192, 0],
    ]);
    await addSubscriber(house.db, { index: house.index, email: 'ada@example.org', name: null, token: 'ada' });
    for (const period of ['2023-03', '2023-04', '2023-05', '2023-06', ...Object.keys(SESSIONS)])
      folders.set(period, (await house.run(period)).folder ?? '');
  }, 600_000);

  afterAll(async () => {
    await house.close();
    await mailbox.close();
  });

  const rows = (period: string) =>
    readText(folders.get(period) ?? '', 'cells.csv')
      .trim()
      .split('\n')
      .slice(1);
  const published = (period: string) => rows(period).filter((row) => row.endsWith(',published'));

  it('are found in the months in which they began', async () => {
    const { rows: samples } = await house.db.pool.query<{ period: string; frame: number }>(
      `select period, frame_size as frame from sample where period like '2026-%' order by period`,
    );
    expect(Object.fromEntries(samples.map(({ period, frame }) => [period, frame]))).toEqual(SESSIONS);
  });

  it('publish no number of the export of one person', () => {
    for (const period of ['2023-03', '2023-04', '2023-05', '2023-06']) {
      expect(rows(period).length).toBeGreaterThan(1000);
      expect(published(period)).toEqual([]);
      expect(readText(folders.get(period) ?? '', 'index.html')).toContain('too few people for any number');
      expect(JSON.parse(readText(folders.get(period) ?? '', 'snapshot.json')).sample).toMatchObject({
        frame: null,
        drawn: null,
        accounts: null,
      });
    }
  });

  it('publish nothing of months with a handful of conversations', () => {
    for (const period of ['2026-03', '2026-08']) expect(published(period)).toEqual([]);
  });

  it('are of full quality nearly nowhere, and the page says so in words', () => {
    const numbers = Object.keys(SESSIONS).flatMap(published);
    const full = numbers.filter((row) => row.endsWith(',ok,published'));
    expect(numbers.length).toBeGreaterThan(5);
    expect(full.length).toBeLessThan(0.1 * numbers.length);
    const months = Object.keys(SESSIONS).filter((period) => published(period).length > 0);
    for (const period of months)
      expect(readText(folders.get(period) ?? '', 'index.html')).toMatch(
        /of full quality; the rest is to be reviewed or unreliable/,
      );
  });

  it('are mailed without a claim that rests on an unreliable number', () => {
    expect(mailbox.received).toHaveLength(folders.size);
    for (const [period] of folders) {
      const reliable = published(period).filter((row) => !row.endsWith(',unreliable,published'));
      const mail = mailbox.received.find(({ text }) => text?.includes(`(release ${period})`));
      expect(mail).toBeDefined();
      // The line on the sample ends with what intervals are: 95 %.
      if (reliable.length === 0)
        expect(mail?.text?.replace('Intervals are 95 %.', '')).not.toMatch(/\d %|Nothing changed clearly/);
      for (const row of published(period).filter((line) => line.includes(',share,') && !reliable.includes(line))) {
        const title = /^[^,]*,[^,]*,GLOBAL,[^,]*,[^,]*,("[^"]*"|[^,]*),/.exec(row)?.[1]?.replaceAll('"', '');
        if (title && title.length > 12) expect(mail?.text).not.toContain(title.replace(/ Occupations$/, ''));
      }
    }
  });
});
