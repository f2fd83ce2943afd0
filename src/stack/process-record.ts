import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** A process that outlives the command that started it. `startTime` tells it from a later one with the same id. */
export interface ProcessRecord {
  readonly pid: number;
  readonly startTime: string;
  readonly port: number | null;
}

/** Writes down a process that was just started. */
export function recordProcess(path: string, pid: number, port: number | null): ProcessRecord {
  const record = { pid, startTime: processStartTime(pid) ?? '', port };
  writeFileSync(path, JSON.stringify(record));
  return record;
}

/** The recorded process if it still runs; a record of a dead one, or of another with its id, is removed. */
export function readLiveProcess(path: string): ProcessRecord | null {
  const record = parse(path);
  if (record === null) return null;
  if (record.startTime !== '' && processStartTime(record.pid) === record.startTime) return record;
  rmSync(path, { force: true });
  return null;
}

function parse(path: string): ProcessRecord | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** When a process began, as the system writes it; null when it does not run (a zombie does not). */
export function processStartTime(pid: number): string | null {
  try {
    return process.platform === 'linux'
      ? linuxStartTime(pid)
      : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat after the name in brackets: the first is the state, the twentieth the start in clock ticks. */
function linuxStartTime(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** Asks a recorded process to end and waits; after `graceMs` it is killed. */
export async function endProcess(path: string, graceMs = 10_000): Promise<boolean> {
  const record = readLiveProcess(path);
  if (record === null) return false;
  process.kill(record.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (processStartTime(record.pid) === record.startTime) {
    if (Date.now() > deadline) process.kill(record.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(path, { force: true });
  return true;
}
