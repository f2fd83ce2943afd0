import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { note, printRows } from '../src/cli/output.js';
import { EXIT } from '../src/errors.js';
import { parsePeriod } from '../src/period.js';
import { provideClusterPrograms } from '../src/stack/temporal-cluster.js';
import { type Cluster, openCluster } from './cluster/cluster.js';
import { type Death, planDeaths, VICTIMS } from './cluster/deaths.js';
import { type ClusterRunResult, runRelease } from './cluster/run.js';
import { judge } from './faults/judge.js';
import { openServers } from './faults/servers.js';
import { makeTemplate, PERIODS } from './faults/world.js';
import { interruption } from './interruption.js';
import { fillPopulation } from './population.js';

// One release on the production Temporal server, its services in processes of their own (frontend, two of history, two of
// matching, worker) on the embedded Postgres as docs/temporal-server.template has it, with two label workers. A history process, a
// matching process and a label worker are killed on the way. It has to leave what the same release leaves on the development
// server, where nobody is killed.
// npm run bench:cluster -- [--conversations 20000] [--shard-size 500] [--seed TEXT] [--json]

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '20000' },
    'shard-size': { type: 'string', default: '500' },
    seed: { type: 'string', default: 'cluster-1' },
    json: { type: 'boolean', default: false },
  },
});
const [conversations, shardSize] = [Number(values.conversations), Number(values['shard-size'])];
const folder = mkdtempSync(join(tmpdir(), 'tidemark-cluster-'));
const programs = await provideClusterPrograms();
const servers = await openServers(1);
let failed = true;
try {
  failed = await Promise.race([onServers(), interruption()]);
} finally {
  await servers.close();
  // What failed is kept to be looked at.
  if (failed) note(`The logs are in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? EXIT.data : EXIT.ok);

/** @returns whether the cluster left something else than the development server */
async function onServers(): Promise<boolean> {
  note(`Simulating ${conversations} conversations.`);
  await makeTemplate(servers, (db) =>
    fillPopulation(db, {
      seed: values.seed,
      firstMonth: parsePeriod(PERIODS[0]),
      months: 1,
      conversationsPerMonth: conversations,
      distinct: true,
    }),
  );
  const common = {
    servers,
    conversations,
    shardSize,
    folder,
    labelWorkers: 2,
    labelling: 'local' as const,
    modelUrl: '',
  };
  const development = await runRelease({
    ...common,
    name: 'development',
    temporalAddress: servers.lanes[0]?.address ?? '',
    deaths: [],
    killService: () => undefined,
  });
  const disturbed = await onCluster(({ address, kill }) =>
    runRelease({
      ...common,
      name: 'cluster',
      temporalAddress: address,
      deaths: planDeaths(values.seed),
      killService: kill,
    }),
  );
  return report(development, disturbed);
}

async function onCluster<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
  note('Starting the cluster.');
  const began = performance.now();
  const cluster = await openCluster(programs, servers.databaseUrl('postgres'), folder);
  note(`The cluster answers after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  return work(cluster).finally(() => cluster.stop());
}

function report(development: ClusterRunResult, cluster: ClusterRunResult): boolean {
  const { identical, findings, doubled } = judge(cluster.outcome, development.outcome, { unkept: 0 });
  for (const finding of findings) note(finding);
  const died = (deaths: readonly Death[]) =>
    deaths.map(({ victim, at }) => `${victim} at ${Math.round(100 * at)} %`).join(', ');
  const row = (server: string, run: ClusterRunResult) => ({
    server,
    conversations: run.outcome.rows['sample_member'] ?? 0,
    seconds: Math.round(run.seconds),
    events: run.events,
    files: run.outcome.files.size,
    snapshot: run.outcome.snapshots.map((name) => name.slice(-64, -52)).join(),
    died: died(run.killed) || 'nothing',
    resumed: run.resumed,
    identical: run === development ? null : identical,
    doubled: run.outcome.relabelled,
  });
  printRows([row('development', development), row('cluster', cluster)], { json: values.json });
  return !identical || doubled > 0 || cluster.killed.length < VICTIMS.length;
}
