import type { Estimate, Quality } from './cell.js';

/**
 * How far a number can be trusted, after the data presentation standards for proportions of NCHS (Series 2, No. 175, 2017):
 * unreliable with an effective size under 30, an interval wider than .30, or wider than 130 % of the value; to be reviewed
 * under 8 degrees of freedom.
 */
export function qualityOf({ value, lower, upper, effectiveN, df }: Estimate): Quality {
  const width = upper - lower;
  if (effectiveN < 30 || width > 0.3 || width > 1.3 * value) return 'unreliable';
  return df < 8 ? 'review' : 'ok';
}

const ORDER: readonly Quality[] = ['ok', 'review', 'unreliable'];

/** The worse of two qualities. */
export function worse(a: Quality, b: Quality): Quality {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}
