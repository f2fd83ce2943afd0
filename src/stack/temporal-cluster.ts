import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { UpstreamError } from '../errors.js';
import { projectRoot } from '../paths.js';

const run = promisify(execFile);

/** The services of the production Temporal server. Any number of processes may run each of them. */
export type ClusterService = 'frontend' | 'history' | 'matching' | 'worker';

export interface ClusterPrograms {
  readonly server: string;
  /** What makes and migrates the databases. */
  readonly sqlTool: string;
}

/** One process of one service: its ports stay the same when it is started again. */
export interface ServiceProcess {
  readonly service: ClusterService;
  readonly grpcPort: number;
  readonly membershipPort: number;
}

export interface ClusterPlace {
  readonly programs: ClusterPrograms;
  /** The address of any database of the Postgres that keeps the cluster's state; its user may make databases. */
  readonly databaseUrl: string;
  /** Where clients reach the cluster, `host:port`. */
  readonly frontend: string;
  /** The folder of the logs. */
  readonly logs: string;
}

/** What operators are told to run. */
const CONFIGURATION = join(projectRoot, 'docs', 'temporal-server.template');
const DATABASES = { temporal: 'temporal', temporal_visibility: 'visibility' } as const;

/** The programs, built with Go where they are missing, which takes minutes. */
export async function provideClusterPrograms(): Promise<ClusterPrograms> {
  const provider: { provideTemporalCluster(): Promise<ClusterPrograms> } = await import(
    pathToFileURL(join(projectRoot, 'scripts', 'temporal-cluster.mjs')).href
  );
  return provider.provideTemporalCluster();
}

/** Makes both databases of a cluster and brings their schema up to date. @throws UpstreamError */
export async function setUpClusterDatabases({ programs, databaseUrl }: ClusterPlace): Promise<void> {
  const { hostname, port, username, password } = new URL(databaseUrl);
  const tool = async (database: string, ...args: string[]) => {
    // The password goes by the environment: everybody can read what a process was called with.
    const own = { SQL_HOST: hostname, SQL_PORT: port, SQL_USER: username, SQL_PASSWORD: password };
    const env = { ...process.env, ...own, SQL_PLUGIN: 'postgres12', SQL_DATABASE: database };
    await run(programs.sqlTool, args, { env }).catch((cause) => {
      throw new UpstreamError(`Temporal's database ${database}: ${args[0]} failed.`, undefined, { cause });
    });
  };
  for (const [database, schema] of Object.entries(DATABASES)) {
    await tool(database, 'create-database', '--defaultdb', 'postgres');
    await tool(database, 'setup-schema', '-v', '0.0');
    await tool(database, 'update-schema', '--schema-name', `postgresql/v12/${schema}`);
  }
}

/** Starts one process of a service; it ends with `kill`, and not by itself. */
export function spawnService(place: ClusterPlace, { service, grpcPort, membershipPort }: ServiceProcess): ChildProcess {
  const { host, username, password } = new URL(place.databaseUrl);
  const log = openSync(join(place.logs, `temporal-${service}-${grpcPort}.log`), 'a');
  const child = spawn(place.programs.server, ['--config-file', CONFIGURATION, 'start', '--service', service], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      TEMPORAL_DB_ADDRESS: host,
      TEMPORAL_DB_USER: username,
      TEMPORAL_DB_PASSWORD: password,
      TEMPORAL_GRPC_PORT: String(grpcPort),
      TEMPORAL_MEMBERSHIP_PORT: String(membershipPort),
      TEMPORAL_FRONTEND: place.frontend,
    },
  });
  closeSync(log);
  return child;
}
