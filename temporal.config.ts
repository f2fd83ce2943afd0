import { defineConfig } from './src/config.js';

// The one page an operator edits. Secrets come from the environment: DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL, TIDEMARK_KEY, ANTHROPIC_API_KEY.
export default defineConfig({
  temporal: { namespace: 'default', taskQueue: 'tidemark', labelTaskQueue: 'tidemark-label' },
  // For indices whose labeller is 'anthropic'. Check model, prices (US dollars per million tokens) and the prefix that the model
  // keeps against the vendor's list before the first run; `npx tidemark plan 2026-10` says what a run will cost.
  anthropic: {
    model: 'claude-haiku-4-5',
    prices: { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1, batchFactor: 0.5 },
    minimumPrefix: 4096,
    transport: 'live',
    inFlight: 20,
    budget: 25,
  },
  indices: {
    default: {
      title: 'AI usage index',
      sources: 'all',
      timeZone: 'UTC',
      taxonomy: 'starter-1',
      labeller: 'local',
      sampling: { size: 10_000, strata: 'none', accountCap: null },
      disclosure: { minConversations: 15, minAccounts: 5, dominance: 0.5 },
    },
  },
  // Who lets a release out: 'manual' a person, 'automatic' a person only where a check fails, 'none' nobody.
  releases: { default: { approval: 'none', schedule: null } },
});
