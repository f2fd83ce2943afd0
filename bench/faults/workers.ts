import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigSpec } from '../../src/config.js';
import { projectRoot } from '../../src/paths.js';
import { FAULTS_KEY } from './world.js';

/** Worker processes that are started again when they end, as a service manager would. */
export interface Workers {
  /** SIGKILL for the one of this number. */
  kill(number: number): void;
  killAll(): void;
  /** How many have ended so far, killed or by themselves. */
  deaths(): number;
  /** Ends them for good. */
  stop(): Promise<void>;
}

export interface WorkersOptions {
  readonly count: number;
  /** Where their configuration and their log lie. */
  readonly folder: string;
  readonly config: ConfigSpec;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly smtpUrl: string;
}

/** Until a worker that ended by itself is started again. */
const PAUSE = 500;

export function startWorkers(options: WorkersOptions): Workers {
  const { folder, count } = options;
  const configPath = join(folder, 'config.mjs');
  writeFileSync(configPath, `export default ${JSON.stringify(options.config)};\n`);
  const children = new Map<number, ChildProcess>();
  const ends: Promise<void>[] = [];
  let [stopped, deaths] = [false, 0];
  const start = (number: number) => {
    const child = spawnWorker(options, configPath);
    children.set(number, child);
    ends.push(new Promise((resolve) => child.once('exit', () => resolve())));
    child.once('exit', () => {
      deaths += 1;
      if (!stopped) setTimeout(() => stopped || start(number), PAUSE);
    });
  };
  for (let number = 0; number < count; number += 1) start(number);
  const kill = (number: number) => void children.get(number % count)?.kill('SIGKILL');
  const killAll = () => {
    for (const number of children.keys()) kill(number);
  };
  // Nobody else would end them.
  process.once('exit', killAll);
  return {
    kill,
    killAll,
    deaths: () => deaths,
    stop: async () => {
      stopped = true;
      process.off('exit', killAll);
      killAll();
      await Promise.all(ends);
    },
  };
}

function spawnWorker({ folder, ...options }: WorkersOptions, configPath: string): ChildProcess {
  const log = openSync(join(folder, 'worker.log'), 'a');
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'tidemark.mjs'), 'worker'], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      TEMPORAL_ADDRESS: options.temporalAddress,
      SMTP_URL: options.smtpUrl,
      TIDEMARK_HOME: folder,
      TIDEMARK_CONFIG: configPath,
      TIDEMARK_KEY: FAULTS_KEY,
      ANTHROPIC_API_KEY: 'no key of anybody',
    },
  });
  closeSync(log);
  return child;
}
