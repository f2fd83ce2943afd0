import type { Conversation } from '../../src/conversations/conversation.js';
import { parsePeriod } from '../../src/period.js';
import { type PopulationOptions, simulate } from '../../src/simulation/simulate.js';
import { readStarterTaxonomy } from '../../src/taxonomy/starter-files.js';

/** The conversations of a small synthetic population: two months from 2026-05 on, unless told otherwise. */
export async function inventConversations(overrides: Partial<PopulationOptions> = {}): Promise<Conversation[]> {
  const { taxonomy } = await readStarterTaxonomy();
  const options = {
    seed: 'house',
    firstMonth: parsePeriod('2026-05'),
    months: 2,
    conversationsPerMonth: 400,
    accounts: 120,
    ...overrides,
  };
  return [...simulate(options, taxonomy)].map(({ conversation }) => conversation);
}

/** The conversations of one month. */
export function inMonth(conversations: readonly Conversation[], month: string): Conversation[] {
  return conversations.filter(({ startedAt }) => startedAt.toISOString().startsWith(month));
}
