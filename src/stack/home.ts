import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../paths.js';

/** Where this clone keeps its state: TIDEMARK_HOME, or `.tidemark` in the clone. Made when it is missing. */
export function homeFolder(): string {
  const folder = resolve(process.env['TIDEMARK_HOME'] ?? join(projectRoot, '.tidemark'));
  mkdirSync(join(folder, 'logs'), { recursive: true });
  return folder;
}

/** Where binaries are kept for all clones. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tidemark');
}
