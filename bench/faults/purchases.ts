/** What was bought of a model more often than once. */
export interface Purchases {
  /** Answers in all. */
  readonly answers: number;
  /** Bought though the answer had been kept already. */
  readonly again: number;
  /** Bought once more while nobody had kept an answer: whoever had asked before was killed. */
  readonly unkept: number;
}

export const NOTHING_BOUGHT: Purchases = { answers: 0, again: 0, unkept: 0 };

/** From the last look at what is kept until a call comes in, in milliseconds. */
const FROM_LOOK_TO_CALL = 1000;

/**
 * `demand` is how many different conversations need a call, where that is more than one: each may have asked before another's
 * answer was kept.
 *
 * Compares when answers were asked for, by the key of their call, with when an answer to that call was kept. */
export function countPurchases(
  bought: ReadonlyMap<string, readonly Date[]>,
  kept: ReadonlyMap<string, Date>,
  demand: ReadonlyMap<string, number>,
): Purchases {
  let { answers, again, unkept } = NOTHING_BOUGHT;
  for (const [key, asked] of bought) {
    const since = kept.get(key)?.getTime() ?? Number.POSITIVE_INFINITY;
    const late = asked.filter((at) => at.getTime() > since + FROM_LOOK_TO_CALL).length;
    answers += asked.length;
    again += late;
    unkept += Math.max(0, asked.length - late - (demand.get(key) ?? 1));
  }
  return { answers, again, unkept };
}
