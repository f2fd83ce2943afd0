import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigSpec } from '../../src/config.js';
import { projectRoot } from '../../src/paths.js';
import { BENCH_KEY } from '../population.js';
import { type Supervised, supervise } from '../supervise.js';

export interface WorkersOptions {
  readonly count: number;
  /** What they take work from, as `tidemark worker --queues` takes it; both unless told. */
  readonly queues?: 'release' | 'label';
  /** Where their configuration and their log lie. */
  readonly folder: string;
  readonly config: ConfigSpec;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly smtpUrl: string;
}

/** Worker processes that are started again when they end. */
export function startWorkers(options: WorkersOptions): Supervised {
  const configPath = join(options.folder, 'config.mjs');
  writeFileSync(configPath, `export default ${JSON.stringify(options.config)};\n`);
  return supervise(Array.from({ length: options.count }, () => () => spawnWorker(options, configPath)));
}

function spawnWorker({ folder, queues, ...options }: WorkersOptions, configPath: string): ChildProcess {
  const log = openSync(join(folder, 'worker.log'), 'a');
  const command = [join(projectRoot, 'bin', 'tidemark.mjs'), 'worker', ...(queues ? ['--queues', queues] : [])];
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      TEMPORAL_ADDRESS: options.temporalAddress,
      SMTP_URL: options.smtpUrl,
      TIDEMARK_HOME: folder,
      TIDEMARK_CONFIG: configPath,
      TIDEMARK_KEY: BENCH_KEY,
      ANTHROPIC_API_KEY: 'no key of anybody',
    },
  });
  closeSync(log);
  return child;
}
