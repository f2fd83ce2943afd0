import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.js';
import { projectRoot } from '../paths.js';

/** Where this clone keeps its state: TIDEMARK_HOME, or `.tidemark` in the clone. Made when it is missing. @throws UserError */
export function homeFolder(): string {
  const folder = resolve(process.env['TIDEMARK_HOME'] ?? join(projectRoot, '.tidemark'));
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new UserError(
      `The state folder ${folder} cannot be made (${reason}).`,
      'Set TIDEMARK_HOME to a folder of yours.',
    );
  }
  return folder;
}

/** Where binaries are kept for all clones. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tidemark');
}
