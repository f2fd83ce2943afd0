import { defineConfig } from './src/config.js';

// The one page an operator edits. Secrets come from the environment: DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL, TIDEMARK_KEY.
export default defineConfig({
  temporal: { namespace: 'default', taskQueue: 'tidemark', labelTaskQueue: 'tidemark-label' },
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
