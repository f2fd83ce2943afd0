// Where the Temporal server comes from, in order: TEMPORAL_ADDRESS (none is needed), TEMPORAL_CLI_PATH, `temporal` on PATH,
// our cache, the official download, a build from source with Go.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { accept, cache, goInstall, hasGo } from './go.mjs';
import { SetupError, say, withLock } from './lib.mjs';

const VERSION = '1.5.1';
const cached = join(cache, `temporal-v${VERSION}`);

/** The path of a binary that is there already, or null; where one is named, that one or none. */
export function findTemporal() {
  const named = process.env.TEMPORAL_CLI_PATH;
  return (named ? [named] : [...onPath(), cached]).find((path) => existsSync(path)) ?? null;
}

function onPath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'temporal'));
}

/** Finds, downloads or builds the server. */
export async function provideTemporal() {
  if (process.env.TEMPORAL_ADDRESS || findTemporal()) return;
  if (process.env.TEMPORAL_CLI_PATH)
    throw new SetupError(`TEMPORAL_CLI_PATH names ${process.env.TEMPORAL_CLI_PATH}, which is not there.`);
  mkdirSync(cache, { recursive: true });
  await withLock(
    `${cached}.lock`,
    'set-up: another process provides the Temporal server; waiting for it ...',
    async () => {
      if (existsSync(cached)) return;
      if (!(await download()) && !build()) {
        throw new SetupError(
          `There is no Temporal server: it could not be downloaded, and Go 1.25 or later was not found to build it.
Do one of these and try again:
  - set TEMPORAL_ADDRESS to a server that runs
  - put the \`temporal\` CLI on PATH, or set TEMPORAL_CLI_PATH
  - install Go 1.25 or later`,
        );
      }
    },
  );
}

/** The official archive; some networks swallow packets, so a connection has to answer soon. */
async function download() {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!platform || !arch) return false;
  const address = `https://temporal.download/cli/archive/v${VERSION}?platform=${platform}&arch=${arch}`;
  say('set-up: looking for the official Temporal server ...');
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 5000);
  try {
    const response = await fetch(address, { signal: patience.signal });
    clearTimeout(timer);
    if (!response.ok) return false;
    const archive = join(cache, `download-${process.pid}.tar.gz`);
    writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
    return unpack(archive);
  } catch {
    say('set-up: it cannot be downloaded from here');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function unpack(archive) {
  const folder = `${archive}.d`;
  mkdirSync(folder, { recursive: true });
  try {
    const done = spawnSync('tar', ['-xzf', archive, '-C', folder]).status === 0;
    const binary = join(folder, 'temporal');
    if (!done || !existsSync(binary)) return false;
    chmodSync(binary, 0o755);
    return accept(binary, cached);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(archive, { force: true });
  }
}

function build() {
  if (!hasGo(25)) return false;
  say(
    'set-up: building the Temporal server with Go, once for all clones: about 5 minutes on two cores, 3 GB while it lasts ...',
  );
  return goInstall([`github.com/temporalio/cli/cmd/temporal@v${VERSION}`], (bin) =>
    accept(join(bin, 'temporal'), cached),
  );
}
