import { defineConfig } from './src/config.js';

// The one page an operator edits. Secrets come from the environment: DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL, TIDEMARK_KEY, ANTHROPIC_API_KEY.
export default defineConfig({
  // Where the server is comes from the environment, by Temporal's own variables and profiles: docs/OPERATIONS.md.
  temporal: { namespace: 'default', taskQueue: 'tidemark', labelTaskQueue: 'tidemark-label', searchAttributes: true },
  // Limits of each worker process, but for maxShardsPerSecond, which holds for all of them together.
  worker: {
    maxCachedWorkflows: 100,
    maxConcurrentWorkflowTasks: 10,
    maxConcurrentActivities: 8,
    maxConcurrentShards: 2,
    maxShardsPerSecond: null,
    labelThreads: 0,
    shutdownGraceSeconds: 10,
  },
  shardSize: 1000,
  shardsInFlight: 8,
  shardsPerExecution: 500,
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
