import { chmodSync, cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/paths.js';

const folder = join(projectRoot, '..', 'shared', 'data');

/** Whether the public reference data lies beside the project. Tests that need it are skipped, and say so, when not. */
export const hasReferenceData = existsSync(folder);

if (!hasReferenceData) console.warn(`skipped: tests that need the reference data in ${folder}`);

/** The path of a file or folder of the reference data. */
export function referenceData(...parts: string[]): string {
  return join(folder, ...parts);
}

/** Copies a file or folder of the reference data, which may be read-only, so that a test can change the copy. */
export function copyReferenceData(parts: readonly string[], to: string): void {
  cpSync(referenceData(...parts), to, { recursive: true });
  const inside = statSync(to).isDirectory() ? readdirSync(to, { recursive: true, encoding: 'utf8' }) : [];
  // Folders first: without the right to enter one, nothing in it can be changed.
  for (const path of [to, ...inside.map((name) => join(to, name)).sort()]) chmodSync(path, 0o700);
}
