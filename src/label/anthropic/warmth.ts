import type { Call } from './answers.js';

/** The API keeps an instruction for five minutes from its last use. */
const KEPT_MS = 4 * 60_000;

/**
 * Lets the first call with an instruction that is kept go ahead of the others: those that begin before it is answered would
 * all pay for writing the same thing down.
 */
export function createWarmth() {
  const used = new Map<string, number>();
  const first = new Map<string, Promise<unknown>>();
  return {
    async around<T>({ system }: Call, work: () => Promise<T>): Promise<T> {
      const { text, cached } = system;
      if (!cached || performance.now() - (used.get(text) ?? Number.NEGATIVE_INFINITY) < KEPT_MS) return use(text, work);
      const ahead = first.get(text);
      if (ahead) {
        await ahead.catch(() => undefined);
        return use(text, work);
      }
      const going = use(text, work).finally(() => first.delete(text));
      first.set(text, going);
      return going;
    },
  };

  async function use<T>(text: string, work: () => Promise<T>): Promise<T> {
    const result = await work();
    used.set(text, performance.now());
    return result;
  }
}
