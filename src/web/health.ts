import { createServer } from 'node:http';

export interface HealthDeps {
  /** Why no work can be done at the moment; null when all is well. */
  readonly unready: () => Promise<string | null>;
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
}

/** Serves /health/live, /health/ready and /metrics on loopback. */
export function startHealth(deps: HealthDeps, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(deps, request.url ?? '/').then(
      ({ status, text }) => response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(500).end('failed\n'),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}

async function answer({ unready, metrics }: HealthDeps, url: string): Promise<{ status: number; text: string }> {
  if (url === '/health/live') return { status: 200, text: 'alive\n' };
  if (url === '/metrics') return { status: 200, text: await metrics() };
  if (url !== '/health/ready') return { status: 404, text: 'not found\n' };
  const reason = await unready().catch((error) => String(error instanceof Error ? error.message : error));
  return reason === null ? { status: 200, text: 'ready\n' } : { status: 503, text: `${reason}\n` };
}
