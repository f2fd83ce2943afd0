import type { Estimate, Quality } from './cell.js';
import type { Tally } from './tally.js';

/**
 * Below this many degrees of freedom a number is to be reviewed. NCHS asks for 8; simulation asks for more. They are found from
 * the same deviations as the variance: near the limit, samples that missed the accounts which make a cell vary are taken for
 * good ones, and their intervals lie too low (docs/decisions, 4).
 */
export const MIN_DF = 50;
/**
 * An interval wider than this part of its value is to be reviewed: some 20 conversations or fewer, in effect. So near to the
 * floor of disclosure many cells are there only because their count came out high, and exact intervals cover too much.
 */
export const MAX_RELATIVE_WIDTH = 0.9;

/**
 * How far a number can be trusted, after the data presentation standards for proportions of NCHS (Series 2, No. 175, 2017):
 * unreliable with an effective size under 30, an interval wider than .30, or wider than 130 % of the value; to be reviewed
 * under 50 degrees of freedom, with an interval wider than 90 % of the value, or where the sample is top-heavy.
 * @param topHeavy whether the account with most conversations makes too much of the sample, see `isTopHeavy`
 */
export function qualityOf({ value, lower, upper, effectiveN, df }: Estimate, topHeavy = false): Quality {
  const width = upper - lower;
  if (effectiveN < 30 || width > 0.3 || width > 1.3 * value) return 'unreliable';
  return topHeavy || df < MIN_DF || width > MAX_RELATIVE_WIDTH * value ? 'review' : 'ok';
}

/**
 * Whether the largest account makes more than one part in the square root of the number of accounts. Then it alone makes as
 * much of the variance as all accounts would that are equally active (1/m against m times 1/m^2), and others like it are likely
 * to be missing from the sample: no interval knows of them.
 */
export function isTopHeavy({ n, accounts, top1 }: Pick<Tally, 'n' | 'accounts' | 'top1'>): boolean {
  return top1 * Math.sqrt(accounts) > n;
}

const ORDER: readonly Quality[] = ['ok', 'review', 'unreliable'];

/** The worse of two qualities. */
export function worse(a: Quality, b: Quality): Quality {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
