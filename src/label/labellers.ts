import { UserError } from '../errors.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';
import type { WorkActivities } from '../taxonomy/work-activities.js';
import { type AnthropicOptions, createAnthropicLabeller } from './anthropic/anthropic-labeller.js';
import type { Labeller } from './labeller.js';
import { createThreadedLabeller } from './local/threaded-labeller.js';
import { createRecordedLabeller, RECORDED } from './recorded/recorded-labeller.js';
import { createSemanticLabeller } from './semantic/semantic-labeller.js';

/** Labellers by name and taxonomy: each made once, when it is first asked for. */
export interface Labellers {
  /** @throws UserError when there is no labeller of that name */
  get(name: string, taxonomy: Taxonomy): Promise<Labeller>;
  close(): Promise<void>;
}

/** What a labeller needs that asks a model. */
export interface ModelServices extends AnthropicOptions {
  readonly activities: (taxonomy: Taxonomy) => Promise<WorkActivities>;
}

interface Parts {
  readonly threads: number;
  readonly services: ModelServices | null;
}

type Factory = (taxonomy: Taxonomy, parts: Parts) => Promise<Labeller>;

const FACTORIES: Readonly<Record<string, Factory>> = {
  local: async (taxonomy, { threads }) => createThreadedLabeller(taxonomy, threads),
  semantic: async (taxonomy) => createSemanticLabeller(taxonomy),
  anthropic: async (taxonomy, { services }) => {
    if (!services) throw new UserError('No model can be asked here.', 'Use the labeller "local".');
    return createAnthropicLabeller(taxonomy, await services.activities(taxonomy), services);
  },
};

/**
 * The labellers of one worker, which label in `threads` threads (0: one per processor). Without `services` there are none
 * that ask a model.
 */
export function createLabellers(threads: number, services: ModelServices | null = null): Labellers {
  const parts = { threads, services };
  const made = new Map<string, Promise<Labeller>>();
  return {
    get: (name, taxonomy) => {
      const key = JSON.stringify([name, taxonomy.name, taxonomy.contentHash]);
      const labeller = made.get(key) ?? make(name, taxonomy, parts);
      made.set(key, labeller);
      // What could not be made is tried again: a key may have been set, a file put in its place.
      labeller.catch(() => made.delete(key));
      return labeller;
    },
    close: async () => {
      const all = await Promise.allSettled(made.values());
      made.clear();
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}

async function make(name: string, taxonomy: Taxonomy, parts: Parts): Promise<Labeller> {
  if (name.startsWith(RECORDED)) return createRecordedLabeller(name.slice(RECORDED.length), taxonomy);
  const factory = Object.hasOwn(FACTORIES, name) ? FACTORIES[name] : undefined;
  if (factory) return factory(taxonomy, parts);
  const names = [...Object.keys(FACTORIES), `${RECORDED}FILE`];
  throw new UserError(`There is no labeller "${name}".`, `Use one of: ${names.join(', ')}.`);
}

const EMBEDDED: readonly string[] = ['local', 'semantic'];

/** Whether a labeller works on this machine alone, so that asking it again costs nothing. */
export function isEmbedded(name: string): boolean {
  return EMBEDDED.includes(name);
}
