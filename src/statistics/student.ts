import { betaQuantile, incompleteBeta } from './beta.js';

/** Distribution function of Student's t with `df` > 0 degrees of freedom (Abramowitz and Stegun 1964, 26.7.1). */
export function studentCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** Quantile of Student's t with `df` > 0 degrees of freedom, for 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`studentQuantile needs a probability inside (0, 1), not ${p}.`);
  if (p === 0.5) return 0;
  const x = betaQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5);
  const t = Math.sqrt((df * (1 - x)) / x);
  return p < 0.5 ? -t : t;
}
