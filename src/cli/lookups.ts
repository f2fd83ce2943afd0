import type { Config, IndexDefinition } from '../config.js';
import { UserError } from '../errors.js';
import type { Database } from '../store/database.js';
import { listReleases, type ReleaseRow, readRelease } from '../store/releases.js';
import { listRuns } from '../store/runs.js';

interface House {
  readonly config: Config;
  readonly db: Database;
}

/** How many names a sentence lists. */
const NAMED = 8;

/** A sentence on the names that there are, or `none`. */
export function whatThereIs(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `There ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, NAMED).join(', ')}${more}.`;
}

/** The definition of an index. @throws UserError that says which there are */
export function requireIndex(config: Config, name: string): IndexDefinition {
  const definition = Object.hasOwn(config.indices, name) ? config.indices[name] : undefined;
  if (definition) return definition;
  const there = whatThereIs(Object.keys(config.indices), 'None is defined.');
  throw new UserError(`There is no index "${name}". ${there}`, 'npx tidemark index list');
}

/** @throws UserError that says which releases there are */
export async function requireRelease({ config, db }: House, index: string, name: string): Promise<ReleaseRow> {
  const release = await readRelease(db, index, name);
  if (release) return release;
  const names = (await listReleases(db, index)).map((row) => row.name);
  if (names.length === 0) requireIndex(config, index);
  throw new UserError(
    `There is no release "${name}" of ${index}. ${whatThereIs(names, 'Nothing has been published yet.')}`,
    names.length > 0 ? 'npx tidemark releases list' : `npx tidemark run ${name}`,
  );
}

/** That there is no run of this key, and which there are. */
export async function noSuchRun(db: Database, key: string): Promise<UserError> {
  const keys = (await listRuns(db, null)).map((run) => run.key);
  return new UserError(
    `There is no run "${key}". ${whatThereIs(keys, 'Nothing has been run yet.')}`,
    keys.length > 0 ? 'npx tidemark runs list' : 'npx tidemark run 2026-10',
  );
}
