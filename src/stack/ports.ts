import { createServer } from 'node:net';

/** A port on loopback that was free a moment ago: whoever starts on it must be ready to try another. */
export function freePort(): Promise<number> {
  return tryPort(0);
}

/** Like `freePort`, between `least` and `most`. */
export async function freePortWithin(least: number, most: number): Promise<number> {
  for (;;) {
    const port = await tryPort(least + Math.floor(Math.random() * (most - least + 1))).catch(() => null);
    if (port !== null) return port;
  }
}

/** Listens on a port for a moment; 0 leaves it to the system which. @throws when it is taken */
function tryPort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Runs `start` on `fixed`, or on free ports until one holds (three times). */
export async function onPort<T>(fixed: number | null, start: (port: number) => Promise<T>): Promise<T> {
  if (fixed !== null) return start(fixed);
  let failure: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
