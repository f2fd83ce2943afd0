import type { Config, IndexDefinition } from '../src/config.js';
import { UserError } from '../src/errors.js';
import type { Labeller } from '../src/label/labeller.js';
import type { Database } from '../src/store/database.js';
import type { Taxonomy } from '../src/taxonomy/taxonomy.js';

/** Labellers by what they are made of: made once a worker, closed with it. */
export interface Labellers {
  get(name: string, taxonomy: Taxonomy): Promise<Labeller>;
  close(): Promise<void>;
}

/** What the activities work with. Clock, folders and mail are arguments, so that tests can bring their own. */
export interface ActivityDeps {
  readonly db: Database;
  readonly config: Config;
  readonly labellers: Labellers;
  /** The folder that holds `<index>/<release>/`. */
  readonly snapshots: string;
  /** An SMTP URL, or null where no mail is configured. */
  readonly smtpUrl: string | null;
  /** Where the releases are served from, if anywhere. */
  readonly publicUrl: string | null;
  readonly now: () => Date;
}

/** The definition of an index. @throws UserError when the configuration has none of that name. */
export function definitionOf(config: Config, index: string): IndexDefinition {
  const definition = config.indices[index];
  if (!definition)
    throw new UserError(`There is no index "${index}" in temporal.config.ts.`, 'npx tidemark index list');
  return definition;
}
