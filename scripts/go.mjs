// Programs that are built from source with Go, once for all clones, into the cache outside of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './lib.mjs';

export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tidemark');

/** Whether there is a Go of at least this version. */
export function hasGo(least) {
  const { stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= least);
}

/**
 * Builds the programs that `packages` name (`module/path@version`) in a folder that is gone afterwards, with what Go keeps
 * beside them; `accept` takes what it wants of the folder of binaries.
 */
export function goInstall(packages, accept) {
  const folder = join(cache, `build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const env = {
    ...process.env,
    GOPATH: join(folder, 'path'),
    GOCACHE: join(folder, 'cache'),
    GOBIN: join(folder, 'bin'),
    GOTMPDIR: '',
    GOFLAGS: '-modcacherw',
  };
  try {
    for (const name of packages) run('go', ['install', '-trimpath', '-ldflags=-s -w', name], { cwd: folder, env });
    return accept(join(folder, 'bin'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves a program into place at once, if it tells its version. */
export function accept(binary, place) {
  if (spawnSync(binary, ['--version']).status !== 0) return false;
  mkdirSync(dirname(place), { recursive: true });
  renameSync(binary, place);
  return true;
}
