import { createHash } from 'node:crypto';
import { validate } from 'node-cron';
import { z } from 'zod';
import { UserError } from './errors.js';

const port = z.number().int().min(1).max(65535).nullable().default(null);

const Sampling = z
  .object({
    /** Conversations to draw a period at most; a smaller frame is taken whole. */
    size: z.number().int().positive().default(10_000),
    /** Strata get shares of the sample in proportion to their size. */
    strata: z.enum(['none', 'source']).default('none'),
    /** At most this many conversations of one account and period; null for no cap. */
    accountCap: z.number().int().positive().nullable().default(null),
  })
  .prefault({});

const Exclusions = z
  .object({
    /** Conversations whose person wrote fewer characters than this are left out, and counted. */
    minUserCharacters: z.number().int().min(0).default(1),
  })
  .prefault({});

const Disclosure = z
  .object({
    minConversations: z.number().int().min(1).default(15),
    minAccounts: z.number().int().min(1).default(5),
    /** A cell is withheld when one account makes more than this share of it. */
    dominance: z.number().min(0).max(1).default(0.5),
  })
  .prefault({});

const Schedule = z.object({
  /** When to release, as a cron expression of five fields in `timeZone`. */
  cron: z.string().refine(validate, 'is not a cron expression such as "0 6 5 * *" (minute, hour, day, month, weekday)'),
  timeZone: z.string().default('UTC'),
  /** The period released is the newest one that ended at least so many days before. */
  lagDays: z.number().int().min(0).default(3),
  /** After a failure of the server, what was missed within so many days is made up for, in order. */
  catchupDays: z.number().int().min(1).default(365),
});

const Publication = z.object({
  /**
   * `manual`: a person approves each release. `automatic`: Tidemark does where every check has passed, else a person.
   * `none`: releases go out without a review; what the checks found is kept all the same.
   */
  approval: z.enum(['manual', 'automatic', 'none']).default('none'),
  /** When releases are made by themselves; null for never. */
  schedule: Schedule.nullable().default(null),
});

const Index = z.object({
  title: z.string().default('AI usage index'),
  /** Names of sources, or all of them. */
  sources: z.union([z.literal('all'), z.array(z.string()).min(1)]).default('all'),
  timeZone: z.string().default('UTC'),
  /** The name of an imported taxonomy: `starter-1`, `onet-29.1`. */
  taxonomy: z.string().default('starter-1'),
  /** The name of a labeller; the worker says what there is. `recorded:FILE` plays back what a run recorded. */
  labeller: z.string().default('local'),
  seed: z.string().default('tidemark'),
  sampling: Sampling,
  exclusions: Exclusions,
  disclosure: Disclosure,
});

const dollars = z.number().min(0);

const Model = z.object({
  /** The model's name as the API knows it. It is part of the method. */
  model: z.string().min(1),
  /** US dollars per million tokens. */
  prices: z.object({
    input: dollars,
    output: dollars,
    cacheWrite: dollars,
    cacheRead: dollars,
    /** What a batch costs beside single calls. */
    batchFactor: z.number().min(0).max(1).default(0.5),
  }),
  /** Tokens that an instruction needs for the API to keep it for this model. */
  minimumPrefix: z.number().int().min(0),
  /** `live`: single calls, minutes, full price. `batches`: Message Batches, hours, a part of the price. */
  transport: z.enum(['live', 'batches']).default('live'),
  /** Calls at a time. */
  inFlight: z.number().int().min(1).default(20),
  /** A call that takes longer is given up. */
  timeoutSeconds: z.number().positive().default(120),
  /** US dollars that a run may spend before somebody says that it may go on; null for no limit. */
  budget: dollars.nullable().default(null),
  /** How long to wait for a batch: at first, and at most, between two looks. */
  batchPoll: z
    .object({ firstSeconds: z.number().positive().default(60), mostSeconds: z.number().positive().default(1800) })
    .prefault({}),
  /** Where the API is; null for the vendor's own address. */
  baseUrl: z.url().nullable().default(null),
});

const Settings = z.object({
  temporal: z
    .object({
      namespace: z.string().default('default'),
      taskQueue: z.string().default('tidemark'),
      /** Where shards wait to be labelled, so that workers can be added for that alone; the task queue with `-label` unless told. */
      labelTaskQueue: z.string().optional(),
      /** Shows index, period, stage and status of runs in Temporal's own lists; false where they cannot be registered. */
      searchAttributes: z.boolean().default(true),
      /** Who starts releases by themselves: the server, or workers, who do so too where the server has no schedules. */
      schedules: z.enum(['server', 'workers']).default('server'),
    })
    .prefault({})
    .transform((temporal) => ({
      ...temporal,
      labelTaskQueue: temporal.labelTaskQueue ?? `${temporal.taskQueue}-label`,
    })),
  /** `metrics`: where a worker tells of its health and its counters; null for not at all. All on loopback. */
  ports: z.object({ postgres: port, temporal: port, web: port, metrics: port }).prefault({}),
  worker: z
    .object({
      /** Runs whose state a worker keeps in memory; others are replayed from their history when something happens. */
      maxCachedWorkflows: z.number().int().positive().default(100),
      maxConcurrentWorkflowTasks: z.number().int().min(2).default(10),
      maxConcurrentActivities: z.number().int().positive().default(8),
      /** Shards that one worker labels at a time. */
      maxConcurrentShards: z.number().int().positive().default(2),
      /** Shards that all workers together begin a second; null for no limit. */
      maxShardsPerSecond: z.number().positive().nullable().default(null),
      /** Threads that label; 0 picks one per processor. */
      labelThreads: z.number().int().min(0).default(0),
      /** What a worker that is told to stop gives its activities to end by themselves. */
      shutdownGraceSeconds: z.number().min(0).default(10),
    })
    .prefault({}),
  shardSize: z.number().int().positive().default(1000),
  /** Shards of one run that wait or are labelled at a time: at least as many as all workers together label. */
  shardsInFlight: z.number().int().positive().default(8),
  /** Shards that one execution of the labelling takes before it continues as new: six events each keep its history short. */
  shardsPerExecution: z.number().int().positive().default(500),
  /** Where releases are written, from the project's folder. */
  snapshots: z.string().default('snapshots'),
  housekeeping: z
    .object({
      /** When workers tidy up, as a cron expression of five fields in UTC; null for never. */
      cron: z
        .string()
        .refine(validate, 'is not a cron expression such as "17 3 * * *" (minute, hour, day, month, weekday)')
        .nullable()
        .default('17 3 * * *'),
      /** Texts go this many months after the end of theirs, once it has been labelled; null to keep them for good. */
      textMonths: z.number().int().min(0).nullable().default(3),
    })
    .prefault({}),
  mail: z.object({ from: z.string().default('Tidemark <tidemark@localhost>') }).prefault({}),
  /** The model behind the labeller `anthropic`; its key comes from the environment. */
  anthropic: Model.nullable().default(null),
  indices: z.record(z.string().regex(/^[a-z0-9-]+$/), Index),
  /** How the releases of an index come out, by its name: nothing here shapes a number. */
  releases: z.record(z.string(), Publication).default({}),
});

/** What an operator writes in temporal.config.ts: every field but `indices` may be left out. */
export type ConfigSpec = z.input<typeof Settings>;
export type Config = z.output<typeof Settings>;
export type IndexDefinition = z.output<typeof Index>;
export type ModelSettings = z.output<typeof Model>;
export type DisclosureRules = z.output<typeof Disclosure>;
export type SamplingRule = z.output<typeof Sampling>;
export type Publication = z.output<typeof Publication>;
export type ReleaseSchedule = z.output<typeof Schedule>;
export type ExclusionRules = z.output<typeof Exclusions>;

/** Gives temporal.config.ts its types. */
export function defineConfig(spec: ConfigSpec): ConfigSpec {
  return spec;
}

/** Checks and completes a configuration. @throws UserError that names the field. */
export function normaliseConfig(spec: unknown): Config {
  const parsed = Settings.safeParse(spec);
  if (parsed.success) return withKnownIndices(parsed.data);
  const issue = parsed.error.issues[0];
  throw new UserError(
    `temporal.config.ts: ${issue?.path.join('.') || 'the configuration'}: ${issue?.message}`,
    'Correct the field and try again.',
  );
}

/** How the releases of an index come out. */
export function publicationOf(config: Config, index: string): Publication {
  return config.releases[index] ?? Publication.parse({});
}

function withKnownIndices(config: Config): Config {
  const unknown = Object.keys(config.releases).find((index) => !(index in config.indices));
  if (unknown === undefined) return config;
  throw new UserError(
    `temporal.config.ts: releases.${unknown}: there is no index "${unknown}".`,
    'Correct the field and try again.',
  );
}

/** An index's definition as a database holds it. */
export function parseIndexDefinition(stored: unknown): IndexDefinition {
  return Index.parse(stored);
}

/** JSON with keys in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** SHA-256 of the canonical JSON, in hex. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
