import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { UpstreamError } from '../errors.js';
import { dataConverter } from './payload-codec.js';
import { connectionTo } from './profile.js';
import { endableRetries } from './retries.js';
import { openTracing } from './tracing.js';

/** What the client and the worker need to know of a Temporal server. */
export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
}

/** Opens a client, and closes its connection after `work`. @throws UpstreamError when the server does not answer. */
export async function withClient<T>(at: TemporalAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const converter = dataConverter();
  const tracing = await openTracing();
  const retries = endableRetries();
  const interceptors = [retries.interceptor];
  const connection = await reach(at, () =>
    Connection.connect({ ...connectionTo(at.address), connectTimeout: '5s', interceptors }),
  );
  try {
    const traced = tracing ? { interceptors: { workflow: [tracing.client] } } : {};
    return await work(new Client({ connection, namespace: at.namespace, dataConverter: converter, ...traced }));
  } finally {
    await retries.end();
    await connection.close();
  }
}

/** The connection that a worker polls on. @throws UpstreamError when the server does not answer. */
export function workerConnection(at: TemporalAddress): Promise<NativeConnection> {
  return reach(at, () => NativeConnection.connect(connectionTo(at.address)));
}

async function reach<T>(at: TemporalAddress, connect: () => Promise<T>): Promise<T> {
  try {
    return await connect();
  } catch (cause) {
    throw new UpstreamError(`Temporal does not answer at ${at.address}.`, 'npx tidemark doctor', { cause });
  }
}
