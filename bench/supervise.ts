import type { ChildProcess } from 'node:child_process';

/** Processes that are started again when they end, as a service manager would. */
export interface Supervised {
  /** SIGKILL for the one of this number, counted from 0 and around. */
  kill(number: number): void;
  killAll(): void;
  /** How many have ended so far, killed or by themselves. */
  deaths(): number;
  /** Ends them for good. */
  stop(): Promise<void>;
}

/** Until a process that ended by itself is started again, in milliseconds. */
const PAUSE = 500;

/** Starts one process of each, and keeps one of each running until they are stopped. */
export function supervise(spawns: readonly (() => ChildProcess)[]): Supervised {
  const children = new Map<number, ChildProcess>();
  const ends: Promise<void>[] = [];
  let [stopped, deaths] = [false, 0];
  const start = (spawn: () => ChildProcess, number: number) => {
    const child = spawn();
    children.set(number, child);
    ends.push(new Promise((resolve) => child.once('exit', () => resolve())));
    child.once('exit', () => {
      deaths += 1;
      if (!stopped) setTimeout(() => stopped || start(spawn, number), PAUSE);
    });
  };
  spawns.forEach(start);
  const kill = (number: number) => void children.get(number % spawns.length)?.kill('SIGKILL');
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
