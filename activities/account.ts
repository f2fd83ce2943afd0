import { UpstreamError } from '../src/errors.js';
import type { LabelAccount } from '../src/label/labeller.js';
import { reserveBudget, settleBudget } from '../src/store/budgets.js';
import type { Database } from '../src/store/database.js';

/**
 * What a shard buys is charged to its run, within the budget (US dollars) that is configured now; with none, nothing is.
 * `reserve` throws an `UpstreamError` that lasts where the budget is spent.
 */
export function createAccounts(db: Database, budget: number | null) {
  return (runId: number, shard: number, waits: number): LabelAccount => {
    const who = { runId, shard };
    if (budget === null)
      return { ...who, waits, reserve: (wish) => Promise.resolve(wish), settle: () => Promise.resolve() };
    return {
      ...who,
      waits,
      settle: (microUsd) => settleBudget(db, who, microUsd),
      reserve: async (wish, least) => {
        const { granted, spent, allowed } = await reserveBudget(db, who, { wish, least }, budget * 1e6);
        if (granted > 0) return granted;
        throw overBudget(spent, allowed);
      },
    };
  };
}

function overBudget(spent: number, allowed: number): UpstreamError {
  const [so, far] = [spent / 1e6, allowed / 1e6].map((usd) => usd.toFixed(2));
  const message = `budget: ${so} of ${far} US dollars are spent, and the next calls may cross that`;
  return new UpstreamError(message, undefined, { lasting: true });
}
