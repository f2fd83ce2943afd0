import type { Conversation } from '../src/conversations/conversation.js';
import { createKeys } from '../src/conversations/keys.js';
import type { Period } from '../src/period.js';
import { simulate } from '../src/simulation/simulate.js';
import type { Database } from '../src/store/database.js';
import { importConversations } from '../src/store/import.js';
import { saveTaxonomy } from '../src/store/taxonomies.js';
import { readStarterTaxonomy } from '../src/taxonomy/starter-files.js';
import type { Taxonomy } from '../src/taxonomy/taxonomy.js';

/** The installation secret of benchmarks. Declared, so that the figures are the same everywhere. */
export const BENCH_KEY = 'fa'.repeat(32);

export interface BenchPopulation {
  readonly seed: string;
  readonly firstMonth: Period;
  readonly months: number;
  /** Expected. */
  readonly conversationsPerMonth: number;
  /** Whether no two conversations say the same; else one label serves as many as do. */
  readonly distinct?: boolean;
}

/** Fills an empty database with the starter taxonomy and simulated conversations, three of each account in a month. */
export async function fillPopulation(
  db: Database,
  { distinct = false, ...population }: BenchPopulation,
  onProgress: (conversations: number) => void = () => undefined,
): Promise<void> {
  const { taxonomy, activities } = await readStarterTaxonomy();
  await saveTaxonomy(db, taxonomy, activities);
  async function* records() {
    let line = 0;
    for (const { conversation } of simulatePopulation(population, taxonomy)) {
      line += 1;
      onProgress(line);
      yield {
        kind: 'conversation' as const,
        line,
        conversation: distinct ? numbered(conversation, line) : conversation,
      };
    }
  }
  const at = new Date('2026-11-01T00:00:00Z');
  await importConversations(db, {
    records: records(),
    format: 'simulation',
    fileName: population.seed,
    fileHash: () => population.seed,
    startedAt: at,
    finishedAt: () => at,
    keys: createKeys(BENCH_KEY),
  });
}

/** Its conversations, in the order in which they are imported. */
export function simulatePopulation(population: BenchPopulation, taxonomy: Taxonomy): ReturnType<typeof simulate> {
  return simulate({ ...population, accounts: Math.ceil(population.conversationsPerMonth / 3) }, taxonomy);
}

function numbered(conversation: Conversation, line: number): Conversation {
  const turns = conversation.turns.map((turn) => ({ ...turn, text: `${turn.text} (matter ${line})` }));
  return { ...conversation, turns };
}
