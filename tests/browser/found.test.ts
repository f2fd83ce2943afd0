import { afterEach, describe, expect, it, vi } from 'vitest';
import { findBrowser, missingLibraries, openBrowser, shippedBrowser } from '../support/browser.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the browser of the tests', () => {
  it('is the one that CHROMIUM_PATH names', async () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    expect(await findBrowser()).toEqual({ path: process.execPath, environment: {} });
  });

  it('is said to be missing where CHROMIUM_PATH names nothing, and is not looked for elsewhere', async () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    const found = await findBrowser();
    expect(found).toEqual({ missing: 'CHROMIUM_PATH names /nowhere/chromium, which is not there' });
    await expect(openBrowser(found)).rejects.toThrow('/nowhere/chromium');
  });

  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
    'starts with the libraries that it brings, where the system has none',
    async () => {
      const browser = await openBrowser(await shippedBrowser('its own'));
      const page = await browser.context.newPage();
      await page.setContent('<h1>Tidemark</h1>');
      expect((await page.getByRole('heading', { name: 'Tidemark' }).boundingBox())?.height).toBeGreaterThan(20);
      await browser.close();
    },
  );

  it('is asked for the libraries that it lacks', () => {
    expect(missingLibraries(process.execPath, {})).toEqual([]);
  });
});
