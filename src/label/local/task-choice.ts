import type { TaskCode } from '../../taxonomy/taxonomy.js';
import { groupProbabilities, type LearnedGroups } from './group-evidence.js';
import { int } from './postings.js';
import type { Candidate, Query, Retrieval } from './retrieval.js';
import type { WorkIndex } from './work-index.js';

export const CHOICE = {
  /** Candidates that vote for a major group. */
  voters: 60,
  /** The candidate of rank r (from 0) votes with its score / (r + voteOffset). */
  voteOffset: 3,
  alternatives: 3,
  /** Log odds of `none`, from those that were learned: fitted on the corpus, each batch by what the others teach. */
  noneIntercept: 2.1,
  noneSlope: 1.74,
  /** Evidence, times ln(1 + tasks of the taxonomy), below which it holds none of a conversation: less than one weak word. */
  floor: 0.8,
  /** The same, above which a task is taken whatever was learned: the taxonomy names what is asked for. */
  ceiling: 5,
  /** The higher, the more of the confidence goes to the leading candidates. */
  sharpness: 6,
} as const;

export interface TaskChoice {
  readonly task: TaskCode | null;
  readonly alternatives: readonly TaskCode[];
  readonly bps: number;
  /** The code of its major group, null without a task. */
  readonly group: string | null;
}

interface Ranking {
  readonly ranked: readonly Candidate[];
  readonly codes: readonly TaskCode[];
  /** The position of the likeliest group, and its probability. */
  readonly group: number;
  readonly probability: number;
  /** What the words of the conversation say for any task at most. */
  readonly evidence: number;
}

/** Chooses the likeliest major group from the votes of the best candidates and what was learned; its candidates lead. */
export function rankTasks(
  index: WorkIndex,
  retrieval: Retrieval,
  query: Query,
  learned: readonly LearnedGroups[],
): Ranking {
  const candidates = retrieval.search(query, CHOICE.voters);
  const probabilities = groupProbabilities(index.groupCodes, votes(index, candidates), learned);
  const probability = Math.max(...probabilities);
  const group = probabilities.indexOf(probability);
  const leading = candidates.filter(inGroup(index, group));
  const ranked = [
    ...(leading.length > CHOICE.alternatives ? leading : retrieval.searchWithin(group, 1 + CHOICE.alternatives)),
    ...candidates.filter((candidate) => !inGroup(index, group)(candidate)),
  ];
  const codes = ranked.flatMap(({ task }) => index.codes[task] ?? []);
  return { ranked, codes, group, probability, evidence: candidates[0]?.evidence ?? 0 };
}

/**
 * Chooses the best task, or none where that is likelier or hardly a word speaks for any.
 * @param learnedNone the log probability that was learned for `none`
 */
export function chooseTask(
  index: WorkIndex,
  { ranked, codes, group, probability, evidence }: Ranking,
  learnedNone: number,
): TaskChoice {
  const none = noneProbability(learnedNone);
  const scale = Math.log(1 + index.codes.length);
  const floor = CHOICE.floor * scale;
  if (evidence < floor || (none > 0.5 && evidence < CHOICE.ceiling * scale)) {
    const bps = Math.round(10_000 * Math.max(none, 1 - evidence / floor / 2));
    return { task: null, alternatives: codes.slice(0, CHOICE.alternatives), bps: Math.min(10_000, bps), group: null };
  }
  return {
    task: codes[0] ?? null,
    alternatives: codes.slice(1, 1 + CHOICE.alternatives),
    bps: Math.round((1 - none) * probability * lead(ranked.filter(inGroup(index, group)))),
    group: index.groupCodes[group] ?? null,
  };
}

function noneProbability(learned: number): number {
  const odds = learned - Math.log(Math.max(1e-12, 1 - Math.exp(learned)));
  return 1 / (1 + Math.exp(-CHOICE.noneIntercept - CHOICE.noneSlope * odds));
}

function inGroup(index: WorkIndex, group: number): (candidate: Candidate) => boolean {
  return ({ task }) => int(index.groupOf, task) === group;
}

function votes(index: WorkIndex, candidates: readonly Candidate[]): Float64Array {
  const votes = new Float64Array(index.groupCodes.length);
  candidates.forEach(({ task, score }, rank) => {
    const group = int(index.groupOf, task);
    votes[group] = (votes[group] ?? 0) + Math.max(0, score) / (rank + CHOICE.voteOffset);
  });
  return votes;
}

/** The first candidate's part of all candidates' evidence, sharpened, in basis points. */
function lead(ranked: readonly Candidate[]): number {
  const top = ranked.reduce((most, { score }) => Math.max(most, score), 0);
  const powers = ranked.map(({ score }) => (Math.max(0, score) / top) ** CHOICE.sharpness);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return total === 0 ? 0 : (10_000 * (powers[0] ?? 0)) / total;
}
