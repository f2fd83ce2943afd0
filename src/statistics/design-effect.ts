import { EmptySetError } from './empty-set-error.js';

/** A share with its jackknife variance. */
export interface ShareVariance {
  readonly p: number;
  readonly variance: number;
  /** The base of the share. */
  readonly n: number;
}

/**
 * How much larger than under simple random sampling the variances of a family of shares are, pooled:
 * D = max(1, sum v / sum p(1-p)/N) (generalised variance; Wolter 2007, ch. 7). 1 for no shares.
 * @throws EmptySetError when a share has an empty base
 */
export function pooledDesignEffect(shares: readonly ShareVariance[]): number {
  if (shares.some(({ n }) => !(n > 0))) throw new EmptySetError('The design effect of a share');
  const simple = shares.reduce((sum, { p, n }) => sum + (p * (1 - p)) / n, 0);
  const actual = shares.reduce((sum, { variance }) => sum + variance, 0);
  return simple > 0 ? Math.max(1, actual / simple) : 1;
}

/** Degrees of freedom that the pooled variance counts for when it is mixed with a cell's own. */
export const POOL_WEIGHT = 10;
/** Below this many accounts a cell's own variance is not used: it would tell about its largest account. */
export const MIN_OWN_ACCOUNTS = 20;

/**
 * The variance that an interval is made from. A rare cell's own is unstable, so it borrows from its family:
 * v* = max(v, (df v + 10 v_g) / (df + 10)), with v_g = D p(1-p)/N; below 20 accounts v_g alone.
 */
export function steadiedVariance(share: ShareVariance, df: number, designEffect: number, accounts: number): number {
  const pooled = (designEffect * share.p * (1 - share.p)) / share.n;
  if (accounts < MIN_OWN_ACCOUNTS) return pooled;
  return Math.max(share.variance, (df * share.variance + POOL_WEIGHT * pooled) / (df + POOL_WEIGHT));
}
