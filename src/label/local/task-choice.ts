import type { TaskCode } from '../../taxonomy/taxonomy.js';
import { type Calibration, scaled } from './calibration.js';
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
  /** The higher, the more of the confidence goes to the leading candidates. */
  sharpness: 6,
} as const;

export interface TaskChoice {
  readonly task: TaskCode | null;
  readonly alternatives: readonly TaskCode[];
  /** Of the task: that an occupation that holds it is right. Without one: that no occupation does this. */
  readonly probability: number;
  /** The code of its major group, null without a task. */
  readonly group: string | null;
}

export interface Ranking {
  readonly codes: readonly TaskCode[];
  /** The code of the likeliest group. */
  readonly group: string;
  /** The group's share of what speaks for any, times the first task's share of what speaks for those of the group. */
  readonly taskShare: number;
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
  return {
    codes: ranked.flatMap(({ task }) => index.codes[task] ?? []),
    group: index.groupCodes[group] ?? '',
    taskShare: probability * lead(ranked.filter(inGroup(index, group))),
  };
}

/**
 * The best task of the likeliest group, or none where it is likelier than not that no occupation does this.
 * @param learnedNone the probability of that as it was learned
 */
export function chooseTask(
  { codes, group, taskShare }: Ranking,
  learnedNone: number,
  calibration: Calibration,
): TaskChoice {
  const none = scaled(learnedNone, calibration.none);
  const [task] = codes;
  if (task === undefined || none > 0.5)
    return { task: null, alternatives: codes.slice(0, CHOICE.alternatives), probability: none, group: null };
  return {
    task,
    alternatives: codes.slice(1, 1 + CHOICE.alternatives),
    probability: (1 - none) * scaled(taskShare, calibration.task),
    group,
  };
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

/** The first candidate's part of all candidates' evidence, sharpened. */
function lead(ranked: readonly Candidate[]): number {
  const top = ranked.reduce((most, { score }) => Math.max(most, score), 0);
  const powers = ranked.map(({ score }) => (Math.max(0, score) / top) ** CHOICE.sharpness);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return total === 0 ? 0 : (powers[0] ?? 0) / total;
}
