import { parsePeriod } from '../../src/period.js';
import { type PopulationOptions, simulate } from '../../src/simulation/simulate.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';

/** A synthetic population from May 2026 on, as a neutral JSONL file. */
export async function populationFile(world: Partial<PopulationOptions> = {}): Promise<string> {
  const { taxonomy } = await readStarterTaxonomy();
  const firstMonth = parsePeriod('2026-05');
  const whole = { seed: 'cli', firstMonth, months: 1, conversationsPerMonth: 400, accounts: 150, ...world };
  return [...simulate(whole, taxonomy)]
    .map(({ conversation: c }) => ({
      id: c.externalId,
      source: 'cli',
      account_id: c.accountId,
      created_at: c.startedAt.toISOString(),
      messages: c.turns.map(({ role, text }) => ({ role, content: text })),
    }))
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}
