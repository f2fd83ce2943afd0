// What the set-up scripts share. Plain Node, no dependencies: it runs before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A sentence on what to do, for people; ends the process with 2. */
export class SetupError extends Error {}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Does `work` unless its inputs are what they were when it was last done; says how long it took. */
export async function step(name, key, done, work) {
  const stamp = join(root, 'node_modules', '.tidemark', name);
  const isDone = () => done() && existsSync(stamp) && readFileSync(stamp, 'utf8') === key;
  if (isDone()) return false;
  // Outside of node_modules, which the first step makes anew.
  return withLock(join(root, '.tidemark', 'set-up.lock'), 'set-up: another process is at it; waiting ...', async () => {
    if (isDone()) return false;
    const began = Date.now();
    say(`set-up: ${name} ...`);
    await work();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, key);
    say(`set-up: ${name} done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return true;
  });
}

/**
 * Does `work` while nobody else holds `lock`, a file that names its owner by process id and start, so that a dead owner's
 * lock is taken over even where its id is another's by now. `waiting` is said once when there is somebody to wait for.
 */
export async function withLock(lock, waiting, work) {
  mkdirSync(dirname(lock), { recursive: true });
  const own = `${process.pid} ${startOf(process.pid)}`;
  for (let said = false; !take(lock, own); said = true) {
    if (!said && waiting) say(waiting);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock, own) {
  try {
    writeFileSync(lock, own, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    const [pid, ...start] = readFileSync(lock, 'utf8').split(' ');
    // The owner has made the file and not yet written into it.
    return pid === '' || (startOf(pid) !== '' && startOf(pid) === start.join(' '));
  } catch {
    return false;
  }
}

/** When a process began, as the system says it; empty when it does not run. */
function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : fields[19];
  } catch {
    return '';
  }
}

/** SHA-256 over the contents of files. */
export function contentKey(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file).update(existsSync(join(root, file)) ? readFileSync(join(root, file)) : '');
  return hash.digest('hex');
}

/** SHA-256 over names, sizes and times of all files below folders: quick enough to ask at every command. */
export function stateKey(paths, matches) {
  const hash = createHash('sha256');
  for (const path of paths) for (const line of stateLines(path, matches)) hash.update(line);
  return hash.digest('hex');
}

function stateLines(path, matches) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isDirectory()) {
    return readdirSync(join(root, path))
      .sort()
      .flatMap((name) => (name === 'generated' ? [] : stateLines(join(path, name), matches)));
  }
  return matches.test(path) ? [`${path} ${stat.size} ${stat.mtimeMs}\n`] : [];
}

/** Runs a program to its end; its output is shown when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  if (result.status === 0) return result.stdout;
  throw new SetupError(
    `${command} ${args.join(' ')} failed.\n${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`,
  );
}
