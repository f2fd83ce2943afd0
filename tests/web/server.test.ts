import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWeb, type WebServer } from '../../src/web/server.js';

const root = mkdtempSync(join(tmpdir(), 'tidemark-web-'));
const snapshots = join(root, 'snapshots');
const unsubscribed: string[] = [];
let server: WebServer;

beforeAll(async () => {
  const release = join(snapshots, 'default', '2026-06');
  mkdirSync(release, { recursive: true });
  mkdirSync(join(snapshots, 'default', '.2026-07.draft'), { recursive: true });
  writeFileSync(join(snapshots, 'default', '.2026-07.draft', 'index.html'), 'half a page');
  writeFileSync(join(release, 'index.html'), '<h1>June</h1>');
  writeFileSync(join(release, 'cells.csv'), 'facet,level\n');
  writeFileSync(join(release, 'movers.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(root, 'secret'), 'the key');
  symlinkSync(join(root, 'secret'), join(release, 'link.txt'));
  const unsubscribe = async (token: string) => {
    if (token !== 'good') return false;
    unsubscribed.push(token);
    return true;
  };
  server = await startWeb({ snapshots, unsubscribe });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  unsubscribed.length = 0;
});

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

/** A request whose path is sent as it is: fetch would tidy it first. */
function rawGet(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the releases on the web', () => {
  it('are listed, without drafts', async () => {
    const body = await (await get('/')).text();
    expect(body).toContain('<a href="/default/2026-06/">');
    expect(body).not.toContain('2026-07');
  });

  it.each([
    ['', 'text/html; charset=utf-8', '<h1>June</h1>'],
    ['index.html', 'text/html; charset=utf-8', '<h1>June</h1>'],
    ['cells.csv', 'text/csv; charset=utf-8', 'facet,level\n'],
    ['movers.svg', 'image/svg+xml', '<svg'],
  ])('give their file "%s" with its type', async (file, type, content) => {
    const response = await get(`/default/2026-06/${file}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toContain(content);
  });

  it('send those who leave out the slash to the page, so that its links hold', async () => {
    const response = await get('/default/2026-06', { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/default/2026-06/');
  });

  it('answer HEAD with the same head and no body', async () => {
    const response = await get('/default/2026-06/cells.csv', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toBe('');
  });

  it('are not sent again to those who have them', async () => {
    const etag = (await get('/default/2026-06/cells.csv')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await get('/default/2026-06/cells.csv', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('run nothing and load nothing from elsewhere', async () => {
    const { headers } = await get('/default/2026-06/');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });

  it('are not found where there are none', async () => {
    for (const path of ['/default/2027-01/', '/default/2026-06/none.csv', '/nowhere/2026-06/', '/a/b/c/d'])
      expect((await get(path)).status).toBe(404);
  });
});

describe('a path that leads out of the releases', () => {
  it.each([
    '/default/../../secret',
    '/default/2026-06/../../../secret',
    '/default/2026-06/..%2f..%2f..%2fsecret',
    '/default/%2e%2e/secret',
    '/%2e%2e/%2e%2e/secret',
    '/default/2026-06/..%5c..%5csecret',
    '/default/2026-06/link.txt',
    '/default/.2026-07.draft/index.html',
    '/default/2026-06/secret%00.html',
    '/default/2026-06/%',
    '//etc/passwd',
  ])('is refused: %s', async (path) => {
    const { status, body } = await rawGet(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toMatch(/the key|half a page|root:/);
  });
});

describe('the way out of the digest', () => {
  it('shows a button to those who follow the link, and does nothing yet', async () => {
    const response = await get('/unsubscribe/good');
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(body).toContain('<form method="post" action="/unsubscribe/good">');
    expect(body).toContain('<button>Unsubscribe</button>');
    expect(unsubscribed).toEqual([]);
  });

  it('does nothing for a mail scanner that asks for the head', async () => {
    await get('/unsubscribe/good', { method: 'HEAD' });
    expect(unsubscribed).toEqual([]);
  });

  it.each([
    ['the button', ''],
    ['one click in a mail program', 'List-Unsubscribe=One-Click'],
  ])('ends the subscription by %s', async (_, body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await get('/unsubscribe/good', { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('no further digest');
    expect(unsubscribed).toEqual(['good']);
  });

  it('says so when the link is nobody’s', async () => {
    const response = await get('/unsubscribe/bad', { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('belongs to no subscription');
    expect(unsubscribed).toEqual([]);
  });

  it('escapes what stands in the link', async () => {
    const body = await (await get(`/unsubscribe/${encodeURIComponent('"><script>alert(1)</script>')}`)).text();
    expect(body).not.toContain('<script');
    expect(body).toContain('&lt;script&gt;');
  });
});
