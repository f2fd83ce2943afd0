import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ActivityDeps } from '../../activities/index.js';
import { modelServices } from '../../src/cli/model-services.js';
import { type Config, normaliseConfig } from '../../src/config.js';
import { createLabellers } from '../../src/label/labellers.js';
import { projectRoot } from '../../src/paths.js';
import { openDatabase } from '../../src/store/database.js';
import { dropDatabase } from '../../src/store/migrate.js';
import shipped from '../../temporal.config.js';
import type { FaultServers } from '../faults/servers.js';

export const INDEX = 'bench';
export const PERIOD = '2026-05';
const FILLED = 'workflow_filled';

export interface WorkflowWorld {
  readonly servers: FaultServers;
  readonly conversations: number;
  /** How many of them a release takes at most. */
  readonly sampled: number;
  readonly labeller: string;
  /** Where the model's API is, for the labeller that asks one. */
  readonly modelUrl: string | null;
  readonly folder: string;
}

/** Makes the database that every run begins with. */
export async function fillDatabase({ servers, conversations }: WorkflowWorld): Promise<void> {
  const script = join(projectRoot, 'dist', 'bench', 'workflow', 'fill.js');
  const filling = promisify(execFile)(process.execPath, [
    script,
    servers.databaseUrl(FILLED),
    PERIOD,
    String(conversations),
  ]);
  filling.child.stderr?.pipe(process.stderr);
  await filling;
}

/** Gives `work` what activities need, on a copy of the filled database that is gone afterwards. */
export async function withDeps<T>(
  world: WorkflowWorld,
  name: string,
  work: (deps: ActivityDeps) => Promise<T>,
): Promise<T> {
  const url = world.servers.databaseUrl(name);
  const server = openDatabase(world.servers.databaseUrl('postgres'), 1);
  await server.pool.query(`create database ${name} template ${FILLED} strategy file_copy`);
  await server.close();
  const db = openDatabase(url);
  const config = configOf(world, name);
  const labellers = createLabellers(0, { ...modelServices({ db, config }), apiKey: 'no key of anybody' });
  const deps = { db, config, labellers, snapshots: config.snapshots, smtpUrl: null, publicUrl: null, now };
  try {
    return await work(deps);
  } finally {
    await labellers.close();
    await db.close();
    await dropDatabase(url);
  }
}

const now = () => new Date('2026-11-05T08:00:00Z');

/** As shipped, but for the size of the sample and for where the model is. */
function configOf({ sampled, labeller, modelUrl, folder }: WorkflowWorld, name: string): Config {
  return normaliseConfig({
    ...shipped,
    temporal: { ...shipped.temporal, taskQueue: name, labelTaskQueue: `${name}-label` },
    anthropic: { ...shipped.anthropic, budget: null, baseUrl: modelUrl },
    snapshots: join(folder, name),
    indices: { [INDEX]: { labeller, sampling: { size: sampled } } },
    releases: {},
  });
}
