import type { LabelAccount } from '../labeller.js';

/** Calls for which money is set aside at a time. */
const AT_A_TIME = 20;

/** Money set aside for the next calls, millionths of a US dollar. */
export interface Purse {
  /** Takes out what a call may cost at most. @throws where the budget does not hold it */
  take(microUsd: number): Promise<void>;
}

/** A purse that is filled from an account, for some calls at a time; without an account nobody counts. */
export function createPurse(account: LabelAccount | undefined): Purse {
  let left = 0;
  let last: Promise<unknown> = Promise.resolve();
  if (!account) return { take: () => Promise.resolve() };
  const fill = async (microUsd: number) => {
    if (left < microUsd) left += await account.reserve(AT_A_TIME * microUsd, microUsd);
    left -= microUsd;
  };
  return {
    // One after the other: whoever comes while it is being filled takes out of what comes in.
    take: (microUsd) => {
      const taken = last.catch(() => undefined).then(() => fill(microUsd));
      last = taken;
      return taken;
    },
  };
}
