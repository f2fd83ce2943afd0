import { resolve } from 'node:path';
import { Command } from 'commander';
import { UserError } from '../errors.js';
import { projectRoot } from '../paths.js';
import { deactivateByToken } from '../store/subscribers.js';
import { startWeb } from '../web/server.js';
import { untilInterrupted, withContext } from './context.js';
import { note, printRecord } from './output.js';

/** `tidemark serve`: the releases in a browser, and the way out of the digest. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the releases, on loopback unless told otherwise')
    .option('--port <number>', 'port; a free one when left out', parsePort)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--json', 'one JSON document with the address, once it is served')
    .action((options: { port?: number; host: string; json?: boolean }) =>
      withContext(async ({ config, db }) => {
        const deps = {
          snapshots: resolve(projectRoot, config.snapshots),
          unsubscribe: (token: string) => deactivateByToken(db, token),
        };
        const port = options.port ?? config.ports.web ?? 0;
        const server = await startWeb(deps, port, options.host).catch((error) => {
          throw explainBind(error, options.host, port);
        });
        if (options.json) printRecord({ url: server.url }, options);
        note(`Releases at ${server.url} (Ctrl-C ends it).`);
        await untilInterrupted();
        await server.close();
      }),
    );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UserError(`"${text}" is not a port.`, '--port with a number from 1 to 65535');
}

/** A port that is taken, or an address that this machine does not have, is for the person to change. */
function explainBind(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return new UserError(
      `Port ${port} of ${host} is taken.`,
      'Name another with --port, or leave it out for a free one.',
    );
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND')
    return new UserError(`Nothing can be served at ${host}:${port} (${code}).`, 'Name another --host or --port.');
  return error;
}
