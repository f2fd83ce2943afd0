import { connect, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { withClient } from '../../src/temporal/connection.js';
import { testTemporal } from '../support/house.js';

/** A way to the server that can be cut. */
async function openBridge(): Promise<{ readonly address: string; cut(): void }> {
  const [host = '', port] = testTemporal().split(':');
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bridge has no port.');
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address: `127.0.0.1:${address.port}`, cut };
}

it('a call that waits to be tried again is given up when its connection is closed, and takes nobody down with it', async () => {
  const bridge = await openBridge();
  let waiting: Promise<unknown> | undefined;
  await withClient({ address: bridge.address, namespace: 'default' }, async (client) => {
    const ask = () => client.workflowService.getSystemInfo({});
    bridge.cut();
    waiting = ask();
    waiting.catch(() => undefined);
    // By the time that this one is given up, the other one waits for its next try.
    await expect(client.withDeadline(Date.now() + 300, ask)).rejects.toThrow();
  });
  await expect(waiting).rejects.toThrow();
});
