import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openPlace, type Place } from '../support/command.js';
import { type House, TEST_KEY } from '../support/house.js';

/** A worker in a process of its own, which can be killed. */
export interface WorkerProcess {
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** The configuration of a house's worker processes, with everything that is not the house's own. */
export interface WorkerPlace {
  readonly place: Place;
  start(): WorkerProcess;
}

/** Prepares worker processes that work for a house, with what else their environment is to hold. */
export function openWorkerPlace(house: House, env: Readonly<Record<string, string>> = {}): WorkerPlace {
  const { db, deps, snapshots } = house;
  const place = openPlace({
    databaseUrl: db.url,
    config: { ...deps.config, snapshots },
    env: { ...env, TIDEMARK_KEY: TEST_KEY, ...(deps.smtpUrl ? { SMTP_URL: deps.smtpUrl } : {}) },
  });
  return { place, start: () => workerProcess(place.start('worker')) };
}

function workerProcess(child: ChildProcess): WorkerProcess {
  // Read, so that the pipes do not fill up.
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = once(child, 'exit');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
