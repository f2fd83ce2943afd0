import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { projectRoot } from '../../src/paths.js';

export const FOLDER = join(projectRoot, 'tests', 'replay', 'histories');

/** The golden histories by name. */
export function goldenHistories(): ReadonlyMap<string, ReturnType<typeof historyFromJSON>> {
  return new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => [
        file.replace('.json', ''),
        historyFromJSON(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
      ]),
  );
}

/** The golden history of that name. */
export function goldenHistory(name: string): ReturnType<typeof historyFromJSON> {
  const history = goldenHistories().get(name);
  if (!history) throw new Error(`There is no golden history ${name}.`);
  return history;
}
