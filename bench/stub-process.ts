import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { StubCounts } from '../src/anthropic-stub/meter.js';
import { projectRoot } from '../src/paths.js';

export interface StubProcess {
  readonly url: string;
  counts(): Promise<StubCounts>;
  close(): Promise<void>;
}

/** The stub of the model's API in a process of its own, so that its work is not ours. */
export async function startStubProcess(options: Readonly<Record<string, unknown>>): Promise<StubProcess> {
  const script = join(projectRoot, 'dist', 'src', 'anthropic-stub', 'process.js');
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The stub has no output.');
  const end = () => void child.kill();
  process.once('exit', end);
  const [url] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    url: String(url),
    counts: async () => (await fetch(`${url}/counts`)).json() as Promise<StubCounts>,
    close: async () => {
      process.off('exit', end);
      child.kill();
      await once(child, 'exit');
    },
  };
}
