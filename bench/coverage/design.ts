/** How an account of the first period behaves in the second one. */
export const BEHAVIOURS = ['settled', 'change', 'switch', 'shift'] as const;
/**
 * `settled`: nobody changes. `change`: a fifth of a task's conversations move to its twin, a true change. `switch`: everybody
 * swaps each task for its twin, so habits turn over while shares stay. `shift`: who comes back is as active as a stranger.
 */
export type Behaviour = (typeof BEHAVIOURS)[number];

/** One simulated world. Populations are drawn from it again and again. */
export interface Design {
  /** Exponent of the Pareto law of conversations an account and month; smaller is more skewed. */
  readonly skew: number;
  /** Largest number of conversations of an account that count. */
  readonly cap: number;
  /** Intraclass correlation: how alike the conversations of one account are. */
  readonly icc: number;
  readonly accounts: number;
  /** Active accounts favour other tasks and modes than the rest. */
  readonly correlated: boolean;
  /** Share of accounts that are there in both periods. */
  readonly recurrence: number;
  readonly behaviour: Behaviour;
}

/** Fewest conversations of an account. */
export const LEAST = 3;
/** Nobody has more conversations in a month: what `not capped` means here, a thousand times the least. */
export const UNCAPPED = 3000;

const SKEWS = [1.2, 1.5, 2.5] as const;
const CAPS = [50, UNCAPPED] as const;
const ICCS = [0.02, 0.3, 0.7] as const;
const ACCOUNTS = [60, 500, 3000] as const;
const CORRELATED = [false, true] as const;
const RECURRENCES = [0.5, 0.95] as const;

/**
 * The declared designs: skew, cap, intraclass correlation, accounts and correlation fully crossed (108), each with one of the
 * eight combinations of recurrence and behaviour, dealt so that each level meets each level of the others about equally often.
 */
export function allDesigns(): Design[] {
  const designs: Design[] = [];
  for (const [a, skew] of SKEWS.entries())
    for (const [b, cap] of CAPS.entries())
      for (const [c, icc] of ICCS.entries())
        for (const [d, accounts] of ACCOUNTS.entries())
          for (const [e, correlated] of CORRELATED.entries())
            designs.push({ skew, cap, icc, accounts, correlated, ...dealt([a, b, c, d, e]) });
  return designs;
}

/** The regular half of the crossed designs whose factor levels add up to an even number: main effects stay balanced. */
export function halfOf(designs: readonly Design[]): Design[] {
  return designs.filter((design) => levels(design).reduce((sum, level) => sum + level, 0) % 2 === 0);
}

function levels({ skew, cap, icc, accounts, correlated }: Design): number[] {
  const at = (list: readonly unknown[], value: unknown) => list.indexOf(value);
  return [at(SKEWS, skew), at(CAPS, cap), at(ICCS, icc), at(ACCOUNTS, accounts), at(CORRELATED, correlated)];
}

function dealt([a, b, c, d, e]: readonly [number, number, number, number, number]) {
  const behaviour = BEHAVIOURS[(a + 2 * b + c + d + e) % 4] ?? 'settled';
  const recurrence = RECURRENCES[(b + e) % 2] ?? 0.5;
  return { behaviour, recurrence };
}

/** A design's name, from which its populations are seeded. */
export function designName({ skew, cap, icc, accounts, correlated, recurrence, behaviour }: Design): string {
  const limit = cap === UNCAPPED ? 'uncapped' : `cap${cap}`;
  const tie = correlated ? 'correlated' : 'uncorrelated';
  return `pareto${skew} ${limit} icc${icc} m${accounts} ${tie} ${behaviour} r${recurrence}`;
}
