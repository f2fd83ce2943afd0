import { type Config, normaliseConfig } from '../config.js';
import { createKeys } from '../conversations/keys.js';
import type { Label, Labeller } from '../label/labeller.js';
import { createLabellers, type Labellers } from '../label/labellers.js';
import { type Period, parsePeriod, shiftPeriod } from '../period.js';
import { type SimulatedConversation, simulate } from '../simulation/simulate.js';
import type { Database } from '../store/database.js';
import { importConversations } from '../store/import.js';
import type { Taxonomy } from '../taxonomy/taxonomy.js';

/** The demo's secret is declared, so that its figures are the same everywhere. */
export const DEMO_KEY = '7469646d61726b2064656d6f'.padEnd(64, '0');
/** Labelled by the labeller that ships with us, and published. */
export const INDEX = 'demo';
/** The same samples with their true labels: computed to the end, never published. */
export const TRUTH_INDEX = 'demo-truth';
const FIRST = parsePeriod('2026-05');
const MONTHS = 6;
export const PERIODS: readonly Period[] = Array.from({ length: MONTHS }, (_, month) => shiftPeriod(FIRST, month));

/** What the population is made from. */
export const POPULATION = {
  seed: 'tidemark-demo',
  firstMonth: FIRST,
  months: MONTHS,
  conversationsPerMonth: 3000,
  accounts: 1000,
} as const;

export function demoConfig(snapshots: string): Config {
  return normaliseConfig({
    temporal: { taskQueue: 'tidemark-demo' },
    snapshots,
    mail: { from: 'Tidemark demo <demo@tidemark.example>' },
    indices: {
      [INDEX]: { title: 'Demo index', sources: ['simulation'] },
      [TRUTH_INDEX]: { title: 'Demo index, true labels', sources: ['simulation'], labeller: 'truth' },
    },
    releases: { [INDEX]: { approval: 'automatic' }, [TRUTH_INDEX]: { approval: 'automatic' } },
  });
}

/** The true label of each conversation by content hash (hex). */
export type TrueLabels = ReadonlyMap<string, Label>;

/** Writes the population's conversations into the database, month after month, as separate imports. */
export async function importPopulation(
  db: Database,
  taxonomy: Taxonomy,
  onProgress: (done: number) => void,
): Promise<TrueLabels> {
  const keys = createKeys(DEMO_KEY);
  const labels = new Map<string, Label>();
  const everything = [...simulate(POPULATION, taxonomy)];
  async function* records() {
    for (const [line, simulated] of everything.entries()) {
      labels.set(keys.contentHash(simulated.conversation.turns).toString('hex'), trueLabel(simulated));
      yield { kind: 'conversation' as const, line: line + 1, conversation: simulated.conversation };
    }
  }
  const at = new Date('2026-11-01T00:00:00Z');
  const common = {
    format: 'simulation',
    fileName: POPULATION.seed,
    fileHash: () => '',
    startedAt: at,
    finishedAt: () => at,
  };
  await importConversations(db, { ...common, records: records(), keys, onProgress });
  return labels;
}

function trueLabel({ label }: SimulatedConversation): Label {
  return {
    outcome: label.task === null ? 'none' : 'task',
    task: label.task,
    alternatives: [],
    mode: label.mode,
    useCase: label.useCase,
    confidence: { task: 10_000, mode: 10_000, useCase: 10_000 },
  };
}

/** The labellers that ship with us, and `truth`, which answers from the simulation. */
export function demoLabellers(labels: TrueLabels, threads: number): Labellers {
  const shipped = createLabellers(threads);
  return {
    get: (name, taxonomy) =>
      name === 'truth' ? Promise.resolve(truthLabeller(labels, taxonomy)) : shipped.get(name, taxonomy),
    close: () => shipped.close(),
  };
}

function truthLabeller(labels: TrueLabels, taxonomy: Taxonomy): Labeller {
  return {
    identity: { name: 'truth', version: '1', taxonomy: taxonomy.name, rules: { population: POPULATION.seed } },
    label: async (batch) =>
      batch.map(({ key }) => ({
        key,
        label: labels.get(key) ?? { outcome: 'not_classified', reason: 'not_simulated' },
      })),
    close: async () => undefined,
  };
}
