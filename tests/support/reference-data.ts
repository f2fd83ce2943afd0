import { existsSync } from 'node:fs';
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
