/**
 * Shares of major groups among conversations with an assistant, in percent, rounded: the first release of the Anthropic
 * Economic Index (Handa et al. 2025; Claude.ai, December 2024 and January 2025). A usage prior: declared, fixed, and never
 * taken from the conversations that are measured.
 */
export const USAGE_PRIOR: Readonly<Record<string, number>> = {
  '11': 4.5,
  '13': 5.9,
  '15': 37,
  '17': 4.5,
  '19': 6.4,
  '21': 2.1,
  '23': 0.9,
  '25': 9.3,
  '27': 10.2,
  '29': 2.6,
  '31': 0.3,
  '33': 0.4,
  '35': 0.5,
  '37': 0.1,
  '39': 0.5,
  '41': 2.3,
  '43': 7.8,
  '45': 0.1,
  '47': 0.4,
  '49': 0.7,
  '51': 2.9,
  '53': 0.3,
};

/** How the sources that tell a group count: each gives a logarithm of a probability. */
export const GROUP_EVIDENCE = {
  votesWeight: 1,
  learnedWeight: 1,
  priorWeight: 0.25,
  /** Of the votes, shared out evenly: what nobody voted for is unlikely, not impossible. */
  evenVotes: 0.002,
  /** Percent of a group that the prior does not name, and the log probability of one that was not learned. */
  unnamed: 0.05,
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
    const prior = Math.log((USAGE_PRIOR[group] ?? GROUP_EVIDENCE.unnamed) / 100);
    const known = learned.reduce((sum, source) => sum + source.weight * logOf(source, group), 0);
    return GROUP_EVIDENCE.votesWeight * vote + GROUP_EVIDENCE.priorWeight * prior + known;
  });
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

function logOf({ classes, logs }: LearnedGroups, group: string): number {
  return logs[classes.indexOf(group)] ?? GROUP_EVIDENCE.unlearned;
}
