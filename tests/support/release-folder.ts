import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a release folder by name. */
export function readFolder(folder: string | null): Map<string, Buffer> {
  if (folder === null) throw new Error('There is no release folder.');
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name))]),
  );
}

/** One file of a release folder as text. */
export function readText(folder: string | null, file: string): string {
  const content = readFolder(folder).get(file);
  if (!content) throw new Error(`${folder} has no ${file}.`);
  return content.toString('utf8');
}
