/**
 * Puts together what is said at nearly the same time, and does it in one go: `write` gets everything that came since the
 * last one began. Each caller waits until its own has been written.
 */
export function createGathering<T>(write: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let next: { items: T[]; done: Promise<void> } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return (item) => {
    if (!next) {
      const round = { items: [] as T[], done: Promise.resolve() };
      next = round;
      round.done = last
        .catch(() => undefined)
        .then(() => {
          next = null;
          return write(round.items);
        });
      last = round.done;
    }
    next.items.push(item);
    return next.done;
  };
}
