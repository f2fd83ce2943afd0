import type { Estimate, Quality } from './cell.js';

/**
 * Below this many degrees of freedom a number is to be reviewed. NCHS asks for 8; simulation asks for more: with 8 to 20,
 * where the most active accounts differ from the rest, intervals held the truth in 79 to 90 % only (docs/METHODOLOGY.md).
 */
const MIN_DF = 20;
/**
 * An interval wider than this part of its value is to be reviewed: some 20 conversations or fewer, in effect. So near to the
 * floor of disclosure many cells are there only because their count came out high, and exact intervals cover too much.
 */
const MAX_RELATIVE_WIDTH = 0.9;

/**
 * How far a number can be trusted, after the data presentation standards for proportions of NCHS (Series 2, No. 175, 2017):
 * unreliable with an effective size under 30, an interval wider than .30, or wider than 130 % of the value; to be reviewed
 * under 20 degrees of freedom, or with an interval wider than 90 % of the value.
 */
export function qualityOf({ value, lower, upper, effectiveN, df }: Estimate): Quality {
  const width = upper - lower;
  if (effectiveN < 30 || width > 0.3 || width > 1.3 * value) return 'unreliable';
  return df < MIN_DF || width > MAX_RELATIVE_WIDTH * value ? 'review' : 'ok';
}

const ORDER: readonly Quality[] = ['ok', 'review', 'unreliable'];

/** The worse of two qualities. */
export function worse(a: Quality, b: Quality): Quality {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
