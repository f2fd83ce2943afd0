import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

/**
 * A `fetch` on connections that are kept, with just what the client of the API needs. Node's own takes twice the processor's
 * time for a call, and a hundred calls in flight are more than one processor then.
 */
export function createHttpFetch(sockets: number): typeof fetch {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: sockets }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: sockets }),
  };
  return (input, init) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const secure = url.protocol === 'https:';
      const body = toBytes(init?.body);
      const headers = Object.fromEntries(new Headers(init?.headers));
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        {
          agent: agents[secure ? 'https:' : 'http:'],
          method: init?.method ?? 'GET',
          headers: { ...headers, 'content-length': String(body.length) },
          ...(init?.signal ? { signal: init.signal } : {}),
        },
        (response) => {
          toResponse(response, url.pathname.endsWith('/results')).then(resolve, reject);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError('A call of the API has a body of text.');
}

/** Answers are read whole; the results of a batch, which may be long, come as a stream. */
async function toResponse(message: IncomingMessage, streamed: boolean): Promise<Response> {
  const headers = new Headers();
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2)
    headers.append(message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '');
  const status = message.statusCode ?? 500;
  if (streamed) return new Response(Readable.toWeb(message), { status, headers });
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), { status, headers });
}
