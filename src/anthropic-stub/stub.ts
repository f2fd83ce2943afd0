import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../statistics/random.js';
import { type BatchWeather, CALM_BATCHES, createBatches } from './batches.js';
import { createMeter, noCounts, type StubCounts } from './meter.js';
import { plainRule, type Rule } from './rules.js';
import { askedIn, BatchParams, Params } from './shapes.js';
import { CALM, createWeather, type Mishap, type Weather } from './weather.js';

// The Messages and Batches API over HTTP on loopback, for tests and benchmarks: answers by rule, counts what it is asked
// and what it would charge, and can be told to fail in the ways in which such an API fails.

export interface StubOptions {
  readonly rule?: Rule;
  /** Whether a call is refused with a 400. */
  readonly refuses?: (asked: string) => boolean;
  /** What a call takes, from its arrival. */
  readonly delayMs?: number;
  /** Tokens that a marked instruction needs to be kept. */
  readonly minimumPrefix?: number;
  readonly weather?: Weather;
  readonly batches?: Partial<BatchWeather>;
  readonly seed?: string;
  /** Called before each call is answered. */
  readonly onCall?: (counts: StubCounts) => void;
  /** Called for each answer that would be charged, with the time at which it was asked for. */
  readonly onBought?: (params: Params, askedAt: Date) => void;
}

export interface Stub {
  readonly url: string;
  readonly counts: StubCounts;
  /** The contents that were answered in full, as often as they were. */
  readonly answered: ReadonlyMap<string, number>;
  /** The most calls that were open at one time. */
  readonly mostOpen: () => number;
  /** Changes the weather from the next call on. */
  change(weather: Weather, batches?: Partial<BatchWeather>): void;
  close(): Promise<void>;
}

/** Starts a stub on a free port of loopback. */
export async function startStub(options: StubOptions = {}): Promise<Stub> {
  const counts = noCounts();
  const answered = new Map<string, number>();
  const rule = options.rule ?? plainRule;
  const meter = createMeter(options.minimumPrefix ?? 1024, counts);
  const draw = createWeather(options.seed ?? 'weather');
  let weather = options.weather ?? CALM;
  let batchWeather = { ...CALM_BATCHES, ...options.batches };
  let lost = batchWeather.lostCreates;
  let [open, mostOpen] = [0, 0];
  const message = (params: Params, askedAt: Date, text = rule(params)) => {
    options.onBought?.(params, askedAt);
    const asked = `${params.messages.length} ${askedIn(params)}`;
    answered.set(asked, (answered.get(asked) ?? 0) + 1);
    return messageOf(params, text, meter(params, text));
  };
  const batches = createBatches(
    (params) => (options.refuses?.(askedIn(params)) ? null : message(params, new Date())),
    createRandom(`${options.seed ?? 'weather'} batches`),
    () => url,
  );
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // A server that hangs up between two calls would be a mishap that nobody asked for.
  server.keepAliveTimeout = 60_000;
  await listen(server);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    counts,
    answered,
    mostOpen: () => mostOpen,
    change: (next, forBatches) => {
      weather = next;
      batchWeather = { ...CALM_BATCHES, ...forBatches };
      lost = batchWeather.lostCreates;
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const batch = /^\/v1\/messages\/batches\/([^/]+)(\/results)?$/.exec(pathname);
    if (request.method === 'GET' && pathname === '/counts') return send(response, 200, counts);
    if (request.method === 'POST' && pathname === '/v1/messages') return answerCall(request, response);
    if (request.method === 'POST' && pathname === '/v1/messages/batches')
      return createBatch(await readJson(request), response);
    if (request.method === 'GET' && pathname === '/v1/messages/batches') {
      const limit = Number(searchParams.get('limit') ?? 20);
      return send(response, 200, batches.list(searchParams.get('after_id'), limit, batchWeather));
    }
    if (request.method === 'GET' && batch?.[2]) return sendLines(response, batches.results(batch[1] ?? ''));
    const found = batch ? batches.look(batch[1] ?? '', batchWeather) : null;
    return found ? send(response, 200, found) : send(response, 404, errorOf('not_found_error', pathname));
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [askedAt, arrived] = [new Date(), performance.now()];
    const body = await readJson(request);
    counts.calls += 1;
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    const mishap = draw(weather);
    options.onCall?.(counts);
    const params = Params.safeParse(body);
    if (options.delayMs) await delay(Math.max(0, options.delayMs - (performance.now() - arrived)));
    open -= 1;
    if (!params.success) return send(response, 400, errorOf('invalid_request_error', params.error.message));
    if (options.refuses?.(askedIn(params.data)))
      return send(response, 400, errorOf('invalid_request_error', 'this request is refused'));
    if (!sendMishap(response, mishap, weather.retryAfterSeconds))
      return send(response, 200, message(params.data, askedAt, mishap === 'garbage' ? GARBAGE : undefined));
  }

  function createBatch(body: unknown, response: ServerResponse): void {
    const params = BatchParams.safeParse(body);
    if (!params.success) return send(response, 400, errorOf('invalid_request_error', params.error.message));
    const created = batches.create(params.data.requests, batchWeather);
    counts.batches += 1;
    counts.batched += params.data.requests.length;
    if (lost <= 0) return send(response, 200, created);
    lost -= 1;
    response.destroy();
  }
}

/** An answer that cannot be used. */
export const GARBAGE = 'I would rather not, {';

/** @returns whether the call has been answered by a mishap */
function sendMishap(response: ServerResponse, mishap: Mishap, retryAfter: number): boolean {
  const headers = { 'retry-after': String(retryAfter) };
  if (mishap === 'throttled') send(response, 429, errorOf('rate_limit_error', 'too many requests'), headers);
  else if (mishap === 'overloaded') send(response, 529, errorOf('overloaded_error', 'overloaded'), headers);
  else if (mishap === 'failed') send(response, 500, errorOf('api_error', 'internal error'));
  else if (mishap === 'cutOff') cutOff(response);
  else return false;
  return true;
}

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"id":"msg_1","type":"message","content":[{"type":"text","te', () => response.destroy());
}

function messageOf({ model, max_tokens }: Params, text: string, usage: { readonly output_tokens: number }) {
  return {
    id: 'msg_stub',
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text }],
    stop_reason: usage.output_tokens > max_tokens ? 'max_tokens' : 'end_turn',
    stop_sequence: null,
    usage,
  };
}

function errorOf(type: string, message: string) {
  return { type: 'error', error: { type, message } };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function sendLines(response: ServerResponse, lines: Iterable<string>): void {
  response.writeHead(200, { 'content-type': 'application/x-jsonl' });
  for (const line of lines) response.write(line);
  response.end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
