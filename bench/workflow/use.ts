/** What a piece of work took of this process, threads included. */
export interface Use {
  readonly seconds: number;
  /** Of the processors: what a machine that has other things to do leaves alone. */
  readonly cpuSeconds: number;
  /** The most memory that was held. */
  readonly peakMegabytes: number;
}

/** What `work` gives, and what it took. */
export async function measureUse<T>(work: () => Promise<T>): Promise<readonly [T, Use]> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 200);
  const before = process.cpuUsage();
  const began = performance.now();
  try {
    const result = await work();
    const seconds = round((performance.now() - began) / 1000);
    const { user, system } = process.cpuUsage(before);
    look();
    return [result, { seconds, cpuSeconds: round((user + system) / 1e6), peakMegabytes: Math.round(peak / 2 ** 20) }];
  } finally {
    clearInterval(timer);
  }
}

function round(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
