// The production Temporal server and the tool that sets its databases up: TEMPORAL_SERVER_PATH names a folder that holds
// `temporal-server` and `temporal-sql-tool`; else they are built with Go, once, into our cache.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accept, cache, goInstall, hasGo } from './go.mjs';
import { SetupError, say, withLock } from './lib.mjs';

const VERSION = '1.31.2';
const MODULE = 'go.temporal.io/server/cmd';
const cached = join(cache, `temporal-server-v${VERSION}`);
const SERVER = 'temporal-server';
const TOOL = 'temporal-sql-tool';

/** Finds or builds both. @returns their paths */
export async function provideTemporalCluster() {
  const named = process.env.TEMPORAL_SERVER_PATH;
  if (named && !isComplete(named))
    throw new SetupError(`TEMPORAL_SERVER_PATH names ${named}, where ${SERVER} and ${TOOL} are not.`);
  const folder = named ?? cached;
  if (!isComplete(folder)) {
    const waiting = 'Another process builds the production Temporal server; waiting for it ...';
    await withLock(`${cached}.lock`, waiting, async () => isComplete(cached) || build());
  }
  return { server: join(folder, SERVER), sqlTool: join(folder, TOOL) };
}

function isComplete(folder) {
  return existsSync(join(folder, SERVER)) && existsSync(join(folder, TOOL));
}

function build() {
  if (!hasGo(26))
    throw new SetupError(`There is no production Temporal server, and no Go 1.26 or later to build it.
Install Go, or set TEMPORAL_SERVER_PATH to a folder with ${SERVER} and ${TOOL} of ${VERSION}.`);
  say(
    'Building the production Temporal server with Go, once for all clones: about 8 minutes on two cores, 4 GB while it lasts ...',
  );
  goInstall([`${MODULE}/server@v${VERSION}`, `${MODULE}/tools/sql@v${VERSION}`], (bin) => {
    // The server last: where it is, the other one is.
    if (!accept(join(bin, 'sql'), join(cached, TOOL)) || !accept(join(bin, 'server'), join(cached, SERVER)))
      throw new SetupError('The production Temporal server was built, and does not start.');
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { server, sqlTool } = await provideTemporalCluster();
    process.stdout.write(`${server}\n${sqlTool}\n`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(2);
  }
}
