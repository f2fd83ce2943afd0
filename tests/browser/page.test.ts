import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/release/findings.js';
import { renderRelease } from '../../src/release/render.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { findBrowser, type OpenBrowser, openBrowser } from '../support/browser.js';
import { collisions, contrast, figureTexts, ground, overhang, shown } from '../support/in-page.js';
import { simulatedRelease } from '../support/release.js';

const found = await findBrowser();
const reason = 'missing' in found ? ` (skipped: ${found.missing})` : '';
if (reason) console.warn(`tests of the pages${reason}`);

const folder = mkdtempSync(join(tmpdir(), 'tidemark-page-'));
const address = pathToFileURL(join(folder, 'index.html')).href;
const DATA = ['cells.csv', 'deltas.csv', 'new_tasks.csv', 'snapshot.json', 'datapackage.json', 'MANIFEST.sha256'];
const SCREENS = [360, 768, 1280].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

let browser: OpenBrowser;
let headline: string;
let page: Page;
const requests: string[] = [];
const complaints: string[] = [];

/** A new tab, watched from its first moment. */
async function visit(width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  page = await browser.context.newPage();
  requests.length = complaints.length = 0;
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
}

async function openTables(): Promise<void> {
  for (const details of await page.locator('details').all())
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
}

describe.skipIf(reason !== '')(`the page of a release in a browser${reason}`, () => {
  beforeAll(async () => {
    const { taxonomy } = await readStarterTaxonomy();
    const content = simulatedRelease(taxonomy);
    ({ headline } = findingsOf(content));
    for (const [name, bytes] of await renderRelease(content)) writeFileSync(join(folder, name), bytes);
    browser = await openBrowser(found);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(SCREENS)('at $width pixels, $scheme', ({ width, scheme }) => {
    beforeAll(() => visit(width, scheme));
    afterAll(() => page.close());

    it('asks nobody for anything, and complains of nothing', () => {
      expect(requests).toEqual([address]);
      expect(complaints).toEqual([]);
    });

    it('shows its headline without scrolling', async () => {
      const title = page.getByRole('heading', { level: 1 });
      expect(await title.textContent()).toBe(headline);
      const box = await title.boundingBox();
      expect(box?.height).toBeGreaterThan(20);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(800);
    });

    it('shows the figures for its width, and only those', async () => {
      const narrow = width < 960;
      expect(await shown(page, 'figure.narrow')).toEqual([narrow, narrow]);
      expect(await shown(page, 'figure.wide')).toEqual([!narrow, !narrow]);
    });

    it('has figures whose texts are large enough, and do not touch even in a font that is a little wider', async () => {
      const texts = await figureTexts(page);
      expect(texts.length).toBeGreaterThan(50);
      expect(Math.min(...texts.map(({ size }) => size))).toBeGreaterThanOrEqual(9);
      expect(collisions(texts, 1.04)).toEqual([]);
    });

    it('has text that stands out from its ground', async () => {
      for (const selector of ['h1', '.lead', '.kicker', 'dd', '.bars .detail', 'a'])
        expect(await contrast(page, selector), selector).toBeGreaterThanOrEqual(4.5);
    });

    it('never scrolls sideways, not even with all tables open', async () => {
      await openTables();
      expect(await overhang(page)).toBe(0);
    });
  });

  describe('for those who cannot see it', () => {
    beforeAll(() => visit(1280, 'light'));
    afterAll(() => page.close());

    it('names its figures', async () => {
      const figures = await page.locator('figure svg').all();
      expect(figures).toHaveLength(4);
      for (const svg of figures) {
        expect(await svg.getAttribute('role')).toBe('img');
        expect(await svg.locator('title').textContent()).not.toBe('');
      }
      expect(await page.getByRole('img', { name: headline }).count()).toBe(1);
    });

    it('names its tables', async () => {
      await openTables();
      for (const name of [/Major groups/, /Occupations/, /Change of the share/])
        expect(await page.getByRole('table', { name }).count()).toBe(1);
    });

    it('has headings in order and one main part', async () => {
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('heading').first().textContent()).toBe(headline);
      expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(4);
      expect(await page.getByRole('main').count()).toBe(1);
    });
  });

  describe('for those who use it', () => {
    beforeAll(() => visit(1280, 'light'));
    afterAll(() => page.close());

    it('opens and closes a table by its summary', async () => {
      const details = page.locator('details', { hasText: 'Occupations (O*NET-SOC)' });
      for (const open of [true, false]) {
        await details.locator('summary').click();
        expect(await details.locator('table').isVisible()).toBe(open);
      }
    });

    it('has links to files that lie beside it', async () => {
      const links = await page.locator('a').all();
      const names = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
      expect(names).toEqual(expect.arrayContaining([...DATA, 'breakdown.svg', 'breakdown.png', 'movers.png']));
      expect(names.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
    });
  });

  describe('on paper', () => {
    beforeAll(() => visit(760, 'dark'));
    afterAll(() => page.close());

    it('shows the wide figures on white, whatever the screen is like', async () => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await shown(page, 'figure.wide')).toEqual([true, true]);
      expect(await shown(page, 'figure.narrow')).toEqual([false, false]);
      expect(await ground(page)).toBe('rgb(255, 255, 255)');
      expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    });
  });
});
