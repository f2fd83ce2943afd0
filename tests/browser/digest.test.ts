import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDigest } from '../../src/digest/render.js';
import { renderRelease } from '../../src/release/render.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';
import { startWeb, type WebServer } from '../../src/web/server.js';
import { findBrowser, type OpenBrowser, openBrowser } from '../support/browser.js';
import { overhang } from '../support/in-page.js';
import { simulatedRelease } from '../support/release.js';

const found = await findBrowser();
const reason = 'missing' in found ? ` (skipped: ${found.missing})` : '';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-digest-'));
let browser: OpenBrowser;
let server: WebServer;
const unsubscribed: string[] = [];

describe.skipIf(reason !== '')(`what a subscriber sees in a browser${reason}`, () => {
  beforeAll(async () => {
    const { taxonomy } = await readStarterTaxonomy();
    const content = simulatedRelease(taxonomy);
    const release = join(folder, 'synthetic', '2026-06');
    mkdirSync(release, { recursive: true });
    for (const [name, bytes] of await renderRelease(content)) writeFileSync(join(release, name), bytes);
    const unsubscribe = async (token: string) => unsubscribed.push(token) > 0;
    server = await startWeb({ snapshots: folder, unsubscribe });
    const digest = renderDigest({
      content,
      subscriber: { email: 'ada@example.org', name: 'Ada' },
      releaseUrl: `${server.url}/synthetic/2026-06/`,
      unsubscribeUrl: `${server.url}/unsubscribe/t0ken`,
      unsubscribeMailto: 'index@example.org',
    });
    const [figure] = digest.attachments;
    const picture = `data:image/png;base64,${Buffer.from(figure?.content ?? []).toString('base64')}`;
    writeFileSync(join(folder, 'digest.html'), digest.html.replace(`cid:${figure?.cid}`, picture));
    browser = await openBrowser(found);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([320, 375, 700])('is a digest that fits %s pixels', async (width) => {
    const page = await browser.context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(pathToFileURL(join(folder, 'digest.html')).href);
    expect(await overhang(page)).toBe(0);
    const picture = await page.getByRole('img').boundingBox();
    expect(picture?.width).toBeGreaterThan(240);
    expect(picture?.height).toBeGreaterThan(500);
    await page.close();
  });

  it('leads from the digest to a release whose page complains of nothing, and on to its data', async () => {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(pathToFileURL(join(folder, 'digest.html')).href);
    await page.getByRole('link', { name: 'Read the release' }).click();
    expect(page.url()).toBe(`${server.url}/synthetic/2026-06/`);
    expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.height).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
    const href = await page.getByRole('link', { name: 'cells.csv' }).getAttribute('href');
    const data = await fetch(new URL(href ?? '', page.url()));
    expect(await data.text()).toContain('facet,level,geography');
    await page.close();
  });

  it('leads from the digest to the button that ends it, and only the button does', async () => {
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(join(folder, 'digest.html')).href);
    await page.getByRole('link', { name: 'Unsubscribe' }).click();
    expect(unsubscribed).toEqual([]);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('You will get no further digest.').waitFor();
    expect(unsubscribed).toEqual(['t0ken']);
    await page.close();
  });
});
