import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
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
