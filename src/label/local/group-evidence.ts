import { fromLogOdds, logOdds } from './calibration.js';

/** How the sources that tell a group count: each gives a logarithm of a probability. */
export const GROUP_EVIDENCE = {
  votesWeight: 1,
  learnedWeight: 1,
  /** Of the votes, shared out evenly: what nobody voted for is unlikely, not impossible. */
  evenVotes: 0.002,
  /** The log probability of a group that was not learned. */
  unlearned: -7,
} as const;

/** Log probabilities of a head's classes (two digits of a group, or `none`), and how much they count. */
export interface LearnedGroups {
  readonly classes: readonly string[];
  readonly logs: ArrayLike<number>;
  readonly weight: number;
}

/**
 * Probabilities of the groups of a taxonomy: the normalised product of the sources, each to the power of its weight.
 * @param codes of the groups (`15-0000`)
 * @param votes of the candidates for each of them
 */
export function groupProbabilities(
  codes: readonly string[],
  votes: ArrayLike<number>,
  learned: readonly LearnedGroups[],
): Float64Array {
  const total = Array.from(votes).reduce((sum, vote) => sum + vote, 0) || 1;
  const scores = Float64Array.from(codes, (code, at) => {
    const group = code.slice(0, 2);
    const vote = Math.log((votes[at] ?? 0) / total + GROUP_EVIDENCE.evenVotes);
    const known = learned.reduce((sum, source) => sum + source.weight * logOf(source, group), 0);
    return GROUP_EVIDENCE.votesWeight * vote + known;
  });
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

function logOf({ classes, logs }: LearnedGroups, group: string): number {
  return logs[classes.indexOf(group)] ?? GROUP_EVIDENCE.unlearned;
}

/** The probability of `none` by all who learned one: their geometric mean of odds. */
export function noneAmong(learned: readonly LearnedGroups[]): number {
  const odds = learned.map(({ classes, logs }) => logOdds(Math.exp(logs[classes.indexOf('none')] ?? -Infinity)));
  return fromLogOdds(odds.reduce((sum, one) => sum + one, 0) / odds.length);
}
