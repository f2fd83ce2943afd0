import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseFiles } from './content.js';

export interface WrittenRelease {
  readonly folder: string;
  /** SHA-256 of MANIFEST.sha256, which holds the hashes of all other files. */
  readonly publicHash: string;
}

/**
 * Writes a release's files to `<snapshots>/<index>/<name>/`. They are written beside it and moved into place at once, so
 * that nobody sees half a release; what an interrupted attempt left is replaced.
 */
export async function writeRelease(
  snapshots: string,
  index: string,
  name: string,
  files: ReleaseFiles,
): Promise<WrittenRelease> {
  const folder = join(snapshots, index, name);
  const draft = join(snapshots, index, `.${name}.draft`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const [file, content] of files) await writeFile(join(draft, file), content);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return {
    folder,
    publicHash: createHash('sha256')
      .update(files.get('MANIFEST.sha256') ?? '')
      .digest('hex'),
  };
}
