import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.js';

/**
 * The installation secret, 32 bytes in hex: TIDEMARK_KEY, or `<home>/key`, which is made once. It belongs to every backup.
 * @throws UserError when it is not 64 hex digits
 */
export function loadInstallationKey(home: string): string {
  const key = process.env['TIDEMARK_KEY'] ?? readOrMake(join(home, 'key'));
  if (!/^[0-9a-f]{64}$/i.test(key)) {
    throw new UserError(
      'The installation secret is not 64 hex digits.',
      'Set TIDEMARK_KEY, or restore the file `key` from a backup.',
    );
  }
  return key.toLowerCase();
}

function readOrMake(path: string): string {
  try {
    // `wx` fails where the file exists: two processes that start at once agree on one secret.
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/**
 * Prepares to make a restored secret that of this installation; one that is there already is kept beside it.
 * @throws UserError when TIDEMARK_KEY is another one
 */
export function keepInstallationKey(home: string, key: string): () => void {
  const named = process.env['TIDEMARK_KEY']?.toLowerCase();
  if (named !== undefined && named !== key)
    throw new UserError(
      'TIDEMARK_KEY is another secret than that of the backup: every account would be new.',
      'Leave TIDEMARK_KEY unset, or set it to the secret that the backup was made with.',
    );
  return () => {
    const path = join(home, 'key');
    if (named !== undefined || (existsSync(path) && readFileSync(path, 'utf8').trim() === key)) return;
    if (existsSync(path)) renameSync(path, `${path}.before-restore`);
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  };
}
