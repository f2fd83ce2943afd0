import { resolve } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../paths.js';
import { deactivateByToken } from '../store/subscribers.js';
import { startWeb } from '../web/server.js';
import { withContext } from './context.js';
import { note } from './output.js';

/** `tidemark serve`: the releases in a browser, and the way out of the digest. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the releases, on loopback unless told otherwise')
    .option('--port <number>', 'port; a free one when left out', Number)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .action((options: { port?: number; host: string }) =>
      withContext(async ({ config, db, signal }) => {
        const deps = {
          snapshots: resolve(projectRoot, config.snapshots),
          unsubscribe: (token: string) => deactivateByToken(db, token),
        };
        const server = await startWeb(deps, options.port ?? config.ports.web ?? 0, options.host);
        note(`Releases at ${server.url} (Ctrl-C ends it).`);
        await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
        await server.close();
      }),
    );
}
