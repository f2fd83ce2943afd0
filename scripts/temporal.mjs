// Where the Temporal server comes from, in order: TEMPORAL_ADDRESS (none is needed), TEMPORAL_CLI_PATH, `temporal` on PATH,
// our cache, the official download, a build from source with Go.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run, SetupError, say, withLock } from './lib.mjs';

const VERSION = '1.5.1';
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tidemark');
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
    return done && accept(join(folder, 'temporal'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(archive, { force: true });
  }
}

/** A binary that tells its version is moved into place at once. */
function accept(binary) {
  if (!existsSync(binary)) return false;
  chmodSync(binary, 0o755);
  if (spawnSync(binary, ['--version']).status !== 0) return false;
  renameSync(binary, cached);
  return true;
}

function build() {
  if (!goIsRecent()) return false;
  say(
    'set-up: building the Temporal server with Go, once for all clones: about 5 minutes on two cores, 3 GB while it lasts ...',
  );
  const folder = join(cache, `build-${process.pid}`);
  const env = {
    ...process.env,
    GOPATH: join(folder, 'path'),
    GOCACHE: join(folder, 'cache'),
    GOBIN: join(folder, 'bin'),
    GOTMPDIR: '',
    GOFLAGS: '-modcacherw',
  };
  try {
    run('go', ['install', '-trimpath', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@v${VERSION}`], {
      cwd: cache,
      env,
    });
    return accept(join(folder, 'bin', 'temporal'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function goIsRecent() {
  const { stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 25);
}
