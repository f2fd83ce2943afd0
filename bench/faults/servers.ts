import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../../src/stack/home.js';
import { freePort } from '../../src/stack/ports.js';
import { type PostgresHandle, postgresData, startPostgres } from '../../src/stack/postgres.js';
import { startTemporal } from '../../src/stack/temporal.js';
import { killRecorded } from './kill.js';
import { createQueue } from './queue.js';

/** A Temporal server of a lane's own. Its port stays the same over restarts. */
export interface TemporalLane {
  readonly address: string;
  restart(): Promise<void>;
}

/** One Postgres for all trials, and a Temporal server for each lane, in a folder that is gone when they are closed. */
export interface FaultServers {
  readonly lanes: readonly TemporalLane[];
  databaseUrl(name: string): string;
  /** Ends Postgres as a crash would, and starts it again. Work that is `undisturbed` is not cut off by it. */
  restartPostgres(): Promise<void>;
  undisturbed<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openServers(lanes: number): Promise<FaultServers> {
  const home = join(homeFolder(), `faults-${process.pid}`);
  mkdirSync(join(home, 'logs'), { recursive: true });
  const port = await freePort();
  // Not a throwaway one: what it has confirmed has to be there after a crash.
  const start = () => startPostgres({ home, port });
  const queue = createQueue();
  const [postgres, ...opened] = await Promise.all([
    start(),
    ...Array.from({ length: lanes }, (_, lane) => openLane(join(home, `lane-${lane}`))),
  ]);
  return {
    lanes: opened,
    databaseUrl: postgres.databaseUrl,
    undisturbed: queue,
    restartPostgres: () =>
      queue(async () => {
        await killRecorded(join(postgresData(home), 'postmaster.pid'), 'SIGQUIT');
        await start();
      }),
    close: () => closeAll(home, postgres, opened),
  };
}

interface Lane extends TemporalLane {
  stop(): Promise<void>;
}

async function openLane(home: string): Promise<Lane> {
  mkdirSync(join(home, 'logs'), { recursive: true });
  const port = await freePort();
  const { address, stop } = await startTemporal({ home, port });
  return {
    address,
    stop,
    restart: async () => {
      await killRecorded(join(home, 'temporal.pid'), 'SIGKILL');
      await startTemporal({ home, port });
    },
  };
}

async function closeAll(home: string, postgres: PostgresHandle, lanes: readonly Lane[]): Promise<void> {
  await Promise.all([postgres.stop(), ...lanes.map((lane) => lane.stop())]);
  rmSync(postgresData(home), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
