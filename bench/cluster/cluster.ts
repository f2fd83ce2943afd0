import { setTimeout as pause } from 'node:timers/promises';
import { msToTs } from '@temporalio/common/lib/time.js';
import { UpstreamError } from '../../src/errors.js';
import { freePort, freePortWithin } from '../../src/stack/ports.js';
import {
  type ClusterPlace,
  type ClusterPrograms,
  type ClusterService,
  type ServiceProcess,
  setUpClusterDatabases,
  spawnService,
} from '../../src/stack/temporal-cluster.js';
import { withClient } from '../../src/temporal/connection.js';
import { type Supervised, supervise } from '../supervise.js';

/** A production Temporal server, each service in processes of its own that are started again when they end. */
export interface Cluster {
  readonly address: string;
  /** SIGKILL for one process of a service. */
  kill(service: ClusterService, number: number): void;
  stop(): Promise<void>;
}

const PROCESSES: Readonly<Record<ClusterService, number>> = { frontend: 1, history: 2, matching: 2, worker: 1 };
const SERVICES: readonly ClusterService[] = ['history', 'matching', 'frontend', 'worker'];
const NAMESPACE = 'default';
const THREE_DAYS = '3 days';
/** Services find each other through the database; a node that cannot be joined is given half a minute. */
const PATIENCE = 120_000;

/** Sets both databases up, starts all services and makes the namespace. */
export async function openCluster(programs: ClusterPrograms, databaseUrl: string, logs: string): Promise<Cluster> {
  const frontendPort = await freePort();
  const place: ClusterPlace = { programs, databaseUrl, frontend: `127.0.0.1:${frontendPort}`, logs };
  await setUpClusterDatabases(place);
  const running = new Map<ClusterService, Supervised>();
  for (const service of SERVICES) {
    const processes = await Promise.all(Array.from({ length: PROCESSES[service] }, () => newProcess(service)));
    const own = processes.map((one) => (service === 'frontend' ? { ...one, grpcPort: frontendPort } : one));
    running.set(service, supervise(own.map((one) => () => spawnService(place, one))));
  }
  const stop = async () => {
    await Promise.all([...running.values()].map((processes) => processes.stop()));
  };
  const kill = (service: ClusterService, number: number) => running.get(service)?.kill(number);
  try {
    await provideNamespace(place.frontend);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: place.frontend, kill, stop };
}

async function newProcess(service: ClusterService): Promise<ServiceProcess> {
  // The database keeps it as a signed number of two bytes.
  const membershipPort = await freePortWithin(10_000, 32_767);
  return { service, grpcPort: await freePort(), membershipPort };
}

/** Registers the namespace as soon as the cluster takes it, and waits until all of it knows it. */
async function provideNamespace(address: string): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await registerNamespace(address);
    } catch (cause) {
      if (performance.now() > deadline)
        throw new UpstreamError(`The cluster does not answer at ${address}.`, undefined, { cause });
      await pause(500);
    }
  }
}

function registerNamespace(address: string): Promise<void> {
  return withClient({ address, namespace: NAMESPACE }, async ({ connection, workflow }) => {
    const workflowExecutionRetentionPeriod = msToTs(THREE_DAYS);
    await connection.workflowService
      .registerNamespace({ namespace: NAMESPACE, workflowExecutionRetentionPeriod })
      .catch(unlessThere);
    await workflow.count();
  });
}

const ALREADY_EXISTS = 6;

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
}
