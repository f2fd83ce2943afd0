import { EmptySetError } from '../statistics/empty-set-error.js';
import { logGamma } from '../statistics/gamma.js';
import type { HeldTasks } from './depth.js';
import type { Rational } from './rational.js';
import { type TaskUsage, totalWithTask } from './task-usage.js';

/** To which size and floor two samples are brought before they are compared. */
export interface CommonGround {
  /** Conversations with a task; at most those of the smaller sample. */
  readonly n: number;
  /** Conversations from which on a task counts as used; at least the larger of the floors of both sources. */
  readonly floor: number;
}

/** The common ground of two usages: the smaller size, the larger floor. */
export function commonGround(a: TaskUsage, b: TaskUsage): CommonGround {
  return {
    n: Math.min(totalWithTask(a), totalWithTask(b)),
    floor: Math.max(1, a.recipe.floor, b.recipe.floor),
  };
}

/**
 * Of each task, the probability to occur at least `floor` times among n conversations drawn without replacement:
 * 1 - sum over j < floor of C(c, j) C(N - c, n - j) / C(N, n) (hypergeometric; Hurlbert 1971).
 * @throws RangeError unless counts are whole and n is at most their sum; EmptySetError when nothing is used
 */
export function rarefiedPresence(usage: TaskUsage, { n, floor }: CommonGround): Float64Array {
  const total = totalWithTask(usage);
  if (usage.recipe.unit !== 'conversations') throw new RangeError('Rarefaction needs counts, not percentages.');
  if (!(n > 0)) throw new EmptySetError('The rarefaction');
  if (!Number.isInteger(n) || n > total) throw new RangeError(`${n} of ${total} conversations cannot be drawn.`);
  const known = new Map<number, number>();
  return usage.counts.map((count) => {
    const presence = known.get(count) ?? presenceOf(count, total, n, floor);
    known.set(count, presence);
    return presence;
  });
}

/** Expected number of different tasks among n conversations (Hurlbert 1971, E(S_n), at floor 1). */
export function rarefiedTasks(usage: TaskUsage, ground: CommonGround): number {
  return rarefiedPresence(usage, ground).reduce((sum, p) => sum + p, 0);
}

/**
 * Expected depth on common ground: the mean over occupations of the probability that at least `threshold` of their tasks
 * are present. Tasks of one occupation are taken as independent given n, which a draw without replacement is up to 1/N
 * (Poisson binomial; Wang 1993). With n = N and the source's own floor it is the depth itself.
 */
export function rarefiedDepth(
  usage: TaskUsage,
  held: readonly HeldTasks[],
  threshold: Rational,
  ground: CommonGround,
): number {
  if (held.length === 0) throw new EmptySetError('The depth');
  const presence = rarefiedPresence(usage, ground);
  const sum = held.reduce((total, { tasks }) => {
    const needed = Math.ceil((threshold.numerator * tasks.length) / threshold.denominator);
    return (
      total +
      atLeast(
        needed,
        Array.from(tasks, (task) => presence[task] ?? 0),
      )
    );
  }, 0);
  return sum / held.length;
}

function presenceOf(count: number, total: number, n: number, floor: number): number {
  if (!Number.isInteger(count)) throw new RangeError(`Rarefaction needs whole counts, not ${count}.`);
  if (count < floor) return 0;
  if (n === total) return 1;
  let absent = 0;
  for (let j = Math.max(0, n - (total - count)); j < floor; j += 1)
    absent += Math.exp(logChoose(count, j) + logChoose(total - count, n - j) - logChoose(total, n));
  return Math.min(1, Math.max(0, 1 - absent));
}

/** Probability that at least k of independent events occur. */
function atLeast(k: number, probabilities: readonly number[]): number {
  if (k <= 0) return 1;
  // below[j]: exactly j so far, for j < k; what reaches k stays there.
  const below = new Float64Array(k);
  below[0] = 1;
  for (const p of probabilities)
    for (let j = k - 1; j >= 0; j -= 1) below[j] = (below[j] ?? 0) * (1 - p) + (j > 0 ? (below[j - 1] ?? 0) * p : 0);
  return Math.min(1, Math.max(0, 1 - below.reduce((sum, x) => sum + x, 0)));
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
