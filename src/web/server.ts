import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.sha256': 'text/plain; charset=utf-8',
};

/** Pages carry their style and pictures within, and run no script: nothing else is allowed. */
const HEADERS = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    fontSrc: ['data:'],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Who puts TLS in front of us decides that.
  strictTransportSecurity: false,
};

export interface WebDeps {
  /** The folder that holds `<index>/<release>/`. */
  readonly snapshots: string;
  /** Ends a subscription by its token; false when there is none. */
  unsubscribe(token: string): Promise<boolean>;
}

/** The pages as published, and the way out of the digest. Reads nothing but release folders. */
export function createApp(deps: WebDeps): Hono {
  const app = new Hono();
  app.use(secureHeaders(HEADERS), etag());
  app.get('/', async (c) => c.html(listing(await releases(deps.snapshots))));
  app.get('/unsubscribe/:token', (c) => c.html(confirmation(c.req.param('token'))));
  app.post('/unsubscribe/:token', async (c) =>
    (await deps.unsubscribe(c.req.param('token')))
      ? c.html(page('Unsubscribed', html`<p>You will get no further digest.</p>`))
      : c.html(page('Unknown link', html`<p>This link belongs to no subscription.</p>`), 404),
  );
  app.get('/:index/:release', (c) => c.redirect(`${c.req.path}/`));
  app.get('/:index/:release/', (c) =>
    sendFile(c, deps.snapshots, [c.req.param('index'), c.req.param('release'), 'index.html']),
  );
  app.get('/:index/:release/:file', (c) => {
    const { index, release, file } = c.req.param();
    return sendFile(c, deps.snapshots, [index, release, file]);
  });
  app.notFound(notFound);
  return app;
}

export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on loopback, on `port` or a free one. */
export function startWeb(deps: WebDeps, port = 0, hostname = '127.0.0.1'): Promise<WebServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createApp(deps).fetch, port, hostname }, (info) => {
      resolve({
        url: `http://${hostname}:${info.port}`,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
    server.once('error', reject);
  });
}

/** Names that cannot leave the folder: no separators, no leading dot. */
const SAFE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

async function sendFile(c: Context, folder: string, parts: readonly [string, string, string]) {
  const bytes = await releaseFile(folder, parts);
  if (!bytes) return notFound(c);
  return c.body(bytes, 200, { 'content-type': TYPES[extname(parts[2])] ?? 'application/octet-stream' });
}

function notFound(c: Context) {
  return c.html(page('Not found', html`<p>There is no such release or file.</p>`), 404);
}

/** The bytes of a file of a release; null where there is none, or where a link leads elsewhere. */
async function releaseFile(folder: string, parts: readonly string[]): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!parts.every((part) => SAFE_NAME.test(part))) return null;
  const path = join(folder, ...parts);
  try {
    const [real, home] = await Promise.all([realpath(path), realpath(dirname(path))]);
    return dirname(real) === home ? new Uint8Array(await readFile(real)) : null;
  } catch {
    return null;
  }
}

async function releases(folder: string): Promise<readonly string[]> {
  const indices = await names(folder);
  const paths = await Promise.all(
    indices.map(async (index) => (await names(join(folder, index))).map((r) => `${index}/${r}`)),
  );
  return paths.flat().sort().reverse();
}

async function names(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && SAFE_NAME.test(entry.name)).map((entry) => entry.name);
}

function listing(paths: readonly string[]) {
  const items = paths.map((path) => html`<li><a href="/${path}/">${path}</a></li>`);
  return page('Releases', paths.length > 0 ? html`<ul>${items}</ul>` : html`<p>Nothing has been published yet.</p>`);
}

/** A GET never unsubscribes: mail scanners follow links. */
function confirmation(token: string) {
  return page(
    'Unsubscribe',
    html`<form method="post" action="/unsubscribe/${token}"><p>Stop the digest of this index?</p><button>Unsubscribe</button></form>`,
  );
}

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} - Tidemark</title>
<style>body{font:1.05rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`;
}
