import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigSpec } from '../../src/config.js';
import { projectRoot } from '../../src/paths.js';
import { TEST_KEY, testTemporal } from './house.js';

/** Where commands of the built `tidemark` run: a state folder and a configuration of their own. */
export interface Place {
  readonly folder: string;
  /** Starts a command and lets it run. */
  start(...args: string[]): ChildProcess;
  /** Runs a command to its end and gives what it printed. @throws when it fails */
  run(...args: string[]): Promise<string>;
  remove(): void;
}

export interface PlaceOptions {
  readonly databaseUrl: string;
  readonly config: ConfigSpec;
  /** Further environment, such as TZ. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Prepares a place for commands that use the servers of the tests. */
export function openPlace({ databaseUrl, config, env }: PlaceOptions): Place {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-place-'));
  mkdirSync(join(folder, 'snapshots'));
  const path = join(folder, 'config.mjs');
  const whole = { snapshots: join(folder, 'snapshots'), ...config };
  writeFileSync(path, `export default ${JSON.stringify(whole)};\n`);
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: testTemporal(),
    TIDEMARK_HOME: folder,
    TIDEMARK_KEY: TEST_KEY,
    TIDEMARK_CONFIG: path,
    ...env,
  };
  const start = (...args: string[]) =>
    spawn(process.execPath, [join(projectRoot, 'bin', 'tidemark.mjs'), ...args], { env: environment, cwd: folder });
  return {
    folder,
    start,
    run: (...args) => finished(start(...args), args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function finished(child: ChildProcess, args: readonly string[]): Promise<string> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`tidemark ${args.join(' ')} ended with ${code}:\n${err}${out}`));
    });
  });
}
