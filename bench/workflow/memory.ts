/** What `work` gives, and the most memory that this process held meanwhile, in megabytes. */
export async function withPeakMemory<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 200);
  try {
    return [await work(), Math.round(peak / 2 ** 20)];
  } finally {
    clearInterval(timer);
  }
}
