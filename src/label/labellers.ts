import { UserError } from '../errors.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { Labeller } from './labeller.js';
import { createThreadedLabeller } from './local/threaded-labeller.js';

/** Labellers by name and taxonomy: each made once, when it is first asked for. */
export interface Labellers {
  /** @throws UserError when there is no labeller of that name */
  get(name: string, taxonomy: Taxonomy): Promise<Labeller>;
  close(): Promise<void>;
}

type Factory = (taxonomy: Taxonomy, threads: number) => Labeller;

const FACTORIES: Readonly<Record<string, Factory>> = {
  local: createThreadedLabeller,
};

/** The labellers of one worker, which label in `threads` threads (0: one per processor). */
export function createLabellers(threads: number): Labellers {
  const made = new Map<string, Labeller>();
  return {
    get: async (name, taxonomy) => {
      const key = JSON.stringify([name, taxonomy.name, taxonomy.contentHash]);
      const labeller = made.get(key) ?? make(name, taxonomy, threads);
      made.set(key, labeller);
      return labeller;
    },
    close: async () => {
      await Promise.all([...made.values()].map((labeller) => labeller.close()));
      made.clear();
    },
  };
}

function make(name: string, taxonomy: Taxonomy, threads: number): Labeller {
  const factory = Object.hasOwn(FACTORIES, name) ? FACTORIES[name] : undefined;
  if (factory) return factory(taxonomy, threads);
  throw new UserError(`There is no labeller "${name}".`, `Use one of: ${Object.keys(FACTORIES).join(', ')}.`);
}

/** Whether a labeller works on this machine alone, so that asking it again costs nothing. */
export function isEmbedded(name: string): boolean {
  return Object.hasOwn(FACTORIES, name);
}
