import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { ConfigSpec } from '../../src/config.js';
import type { Database } from '../../src/store/database.js';
import { createTestDatabase } from '../support/database.js';
import { TEST_KEY, testTemporal } from '../support/house.js';

/** How a command ended, and what it said to whom. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line in this process, with a state folder, a database, a configuration and a task queue of its own. */
export interface Cli {
  readonly db: Database;
  readonly folder: string;
  /** The environment that a process of the command line needs to find the same. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command whose output is piped. */
  run(...argv: string[]): Promise<Said>;
  /** Runs a command on a terminal of 80 columns. */
  onTerminal(...argv: string[]): Promise<Said>;
  /** Writes a file into the folder; gives its path. */
  file(name: string, content: string | Buffer): string;
  close(): Promise<void>;
}

export async function openCli(config: Partial<ConfigSpec> = {}): Promise<Cli> {
  const db = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const queue = `cli-${folder.slice(-6)}`;
  const spec = { indices: { [queue.toLowerCase()]: {}, default: {} }, snapshots: join(folder, 'snapshots'), ...config };
  const settings = { ...spec, temporal: { taskQueue: queue }, worker: { labelThreads: 1, shutdownGraceSeconds: 1 } };
  const env = {
    TIDEMARK_HOME: join(folder, 'home'),
    TIDEMARK_KEY: TEST_KEY,
    TIDEMARK_CONFIG: file('config.mjs', `export default ${JSON.stringify(settings)};`),
    DATABASE_URL: db.url,
    TEMPORAL_ADDRESS: testTemporal(),
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return {
    db,
    folder,
    env,
    file,
    run: (...argv) => say(argv, false),
    onTerminal: (...argv) => say(argv, true),
    close: async () => {
      vi.unstubAllEnvs();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a command and keeps what it says. */
export async function say(argv: readonly string[], terminal: boolean): Promise<Said> {
  const said = { out: '', err: '' };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.out += text;
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.err += text;
      return true;
    }),
  ];
  const { isTTY, columns } = process.stdout;
  Object.assign(process.stdout, { isTTY: terminal, columns: 80 });
  try {
    const code = await main(argv);
    return { code, ...said };
  } finally {
    Object.assign(process.stdout, { isTTY, columns });
    for (const spy of spies) spy.mockRestore();
  }
}

/** The rows of NDJSON. */
export function rows(out: string): Record<string, unknown>[] {
  return out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
