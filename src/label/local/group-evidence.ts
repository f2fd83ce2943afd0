import type { Head } from './linear.js';

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

/** How what is known of a group beyond the words of the taxonomy counts, beside the evidence of its tasks. */
export const GROUP_EVIDENCE = {
  learnedWeight: 2,
  priorWeight: 3,
  /** Percent of a group that the prior does not name, and the log probability of one that was not learned. */
  unnamed: 0.05,
  unlearned: -7,
} as const;

/**
 * Evidence for each group of a taxonomy.
 * @param codes of the groups (`15-0000`)
 * @param head what was learned, whose classes are two digits or `none`
 * @param learned its log probabilities
 */
export function groupEvidence(codes: readonly string[], head: Head, learned: ArrayLike<number>): Float32Array {
  return Float32Array.from(codes, (code) => {
    const group = code.slice(0, 2);
    const at = head.classes.indexOf(group);
    const log = at < 0 ? GROUP_EVIDENCE.unlearned : (learned[at] ?? GROUP_EVIDENCE.unlearned);
    const prior = Math.log((USAGE_PRIOR[group] ?? GROUP_EVIDENCE.unnamed) / 100);
    return GROUP_EVIDENCE.learnedWeight * log + GROUP_EVIDENCE.priorWeight * prior;
  });
}
