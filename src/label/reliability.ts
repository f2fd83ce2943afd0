/** How probable somebody held it to be that they were right, and whether they were. */
export interface Stated {
  readonly probability: number;
  readonly right: boolean;
}

/** How far stated probabilities are from how often they come true; null where none was stated. */
export interface Reliability {
  readonly ece: number;
  readonly brier: number;
  readonly logLoss: number;
}

/** Bins of equal mass over which the calibration error is taken. */
const BINS = 10;
/** Probabilities are told in basis points: one nearer to 0 or 1 than half of one is taken as that. */
const NEAREST = 0.00005;

/**
 * Expected calibration error over bins of equal mass, sum over bins of n_bin/n * |mean probability - share that was right|
 * (Naeini, Cooper and Hauskrecht 2015, whose bins have equal widths); the Brier score, the mean of (probability - right)^2
 * (Brier 1950); and the mean of -ln of the probability of what happened. What is equally probable is equally right in every
 * bin that it falls into, so the order of the pairs does not count.
 */
export function reliability(pairs: readonly Stated[]): Reliability | null {
  if (pairs.length === 0) return null;
  const mean = (loss: (probability: number, right: number) => number) =>
    pairs.reduce((sum, { probability, right }) => sum + loss(probability, Number(right)), 0) / pairs.length;
  return {
    ece: calibrationError(pairs),
    brier: mean((probability, right) => (probability - right) ** 2),
    logLoss: mean((probability, right) => {
      const within = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
      return -Math.log(right === 1 ? within : 1 - within);
    }),
  };
}

function calibrationError(pairs: readonly Stated[]): number {
  const gaps = gapsInOrder(pairs);
  const n = gaps.length;
  const bins = Array.from({ length: BINS }, (_, bin) =>
    gaps.slice(Math.floor((bin * n) / BINS), Math.floor(((bin + 1) * n) / BINS)),
  );
  return bins.reduce((sum, bin) => sum + Math.abs(bin.reduce((all, gap) => all + gap, 0)) / n, 0);
}

/** Probability less how often that probability came true, pair by pair, least probable first. */
function gapsInOrder(pairs: readonly Stated[]): readonly number[] {
  const counts = new Map<number, { n: number; right: number }>();
  for (const { probability, right } of pairs) {
    const { n, right: before } = counts.get(probability) ?? { n: 0, right: 0 };
    counts.set(probability, { n: n + 1, right: before + Number(right) });
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .flatMap(([probability, { n, right }]) => Array.from({ length: n }, () => probability - right / n));
}
