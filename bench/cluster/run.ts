import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../../src/cli/output.js';
import type { ConfigSpec } from '../../src/config.js';
import type { ClusterService } from '../../src/stack/temporal-cluster.js';
import { openDatabase } from '../../src/store/database.js';
import { withClient } from '../../src/temporal/connection.js';
import { releaseWorkflowId } from '../../src/temporal/releases.js';
import { countEvents } from '../events.js';
import { runToItsEnd } from '../faults/follow.js';
import type { Outcome } from '../faults/outcome.js';
import type { Labelling } from '../faults/plan.js';
import type { FaultServers } from '../faults/servers.js';
import { examine, prepare } from '../faults/trial.js';
import { startWorkers } from '../faults/workers.js';
import { INDEX, PERIODS, worldConfig } from '../faults/world.js';
import { countLabels, type Death, killOnTheWay } from './deaths.js';

export interface ClusterRun {
  /** Of its database and its task queue. */
  readonly name: string;
  readonly servers: FaultServers;
  readonly temporalAddress: string;
  readonly conversations: number;
  readonly shardSize: number;
  readonly folder: string;
  readonly labelWorkers: number;
  /** Who labels, and where the model is that `live` asks. */
  readonly labelling: Labelling;
  readonly modelUrl: string;
  readonly deaths: readonly Death[];
  readonly killService: (service: ClusterService, number: number) => void;
}

export interface ClusterRunResult {
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly events: number;
  readonly killed: readonly Death[];
  /** How often it waited for an operator. */
  readonly resumed: number;
}

const [PERIOD] = PERIODS;

/** A release of one month, with one worker for its stages and others that label. */
export async function runRelease(run: ClusterRun): Promise<ClusterRunResult> {
  const snapshots = join(run.folder, run.name, 'snapshots');
  mkdirSync(snapshots, { recursive: true });
  const databaseUrl = await prepare(run.servers, run.name);
  const world = worldConfig({ ...run, size: run, snapshots, taskQueue: run.name });
  // All of them: a population is not exactly as large as it is expected to be.
  const index = { ...world.indices?.[INDEX], sampling: { size: 2 * run.conversations } };
  const config = { ...world, indices: { [INDEX]: index } };
  const began = performance.now();
  const release = startGroup(run, config, { databaseUrl, queues: 'release', count: 1 });
  const label = startGroup(run, config, { databaseUrl, queues: 'label', count: run.labelWorkers });
  const db = openDatabase(databaseUrl, 1);
  const shown = progress(`${run.name}: labelled`, run.conversations);
  const ended = new AbortController();
  const labelled = async () => {
    const labels = await countLabels(db);
    shown.update(labels);
    return labels / run.conversations;
  };
  const kill = ({ victim, number }: Death) =>
    victim === 'label worker' ? label.kill(number) : run.killService(victim, number);
  const deaths = killOnTheWay(run.deaths, labelled, kill, ended.signal);
  try {
    const input = { index: INDEX, period: PERIOD, attempt: 1, reason: null, dryRun: false };
    const resumed = await runToItsEnd(run.temporalAddress, run.name, input);
    const seconds = (performance.now() - began) / 1000;
    ended.abort();
    return {
      outcome: await examine(databaseUrl, { folder: snapshots, mails: [], bought: new Map(), demand: new Map() }),
      seconds,
      events: await eventsOf(run.temporalAddress),
      killed: await deaths,
      resumed,
    };
  } finally {
    ended.abort();
    await deaths.catch(() => undefined);
    shown.stop();
    await db.close();
    await Promise.all([release.stop(), label.stop()]);
  }
}

interface Group {
  readonly databaseUrl: string;
  readonly queues: 'release' | 'label';
  readonly count: number;
}

function startGroup({ folder, name, temporalAddress }: ClusterRun, config: ConfigSpec, group: Group) {
  const own = join(folder, name, group.queues);
  mkdirSync(own, { recursive: true });
  return startWorkers({ ...group, folder: own, config, temporalAddress, smtpUrl: '' });
}

/** Of the run, and of the workflow that labels for it. */
function eventsOf(address: string): Promise<number> {
  return withClient({ address, namespace: 'default' }, async (client) => {
    const id = releaseWorkflowId(INDEX, PERIOD);
    return (await countEvents(client, id)) + (await countEvents(client, `${id}/label/1`));
  });
}
