/** At most so many pieces of work at a time; the others wait their turn. */
export class Lanes {
  private open = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly count: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.open >= this.count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.open += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the lane: it is not given back in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.open -= 1;
    }
  }
}
