import { readFileSync } from 'node:fs';
import { processStartTime } from '../../src/stack/process-record.js';

/** Sends a signal to the process that a pid file names (JSON of ours, or Postgres' own), and waits until it is gone. */
export async function killRecorded(path: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number(/\d+/.exec(readFileSync(path, 'utf8'))?.[0]);
  process.kill(pid, signal);
  while (processStartTime(pid) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
}
