import type { TaskCode } from '../../taxonomy/taxonomy.js';
import type { Reading } from './cut.js';
import { int } from './postings.js';
import type { Candidate, Retrieval } from './retrieval.js';
import type { WorkIndex } from './work-index.js';

export const CHOICE = {
  /** Candidates that vote for a major group. */
  voters: 25,
  /** The candidate of rank r (from 0) votes with its score / (r + voteOffset). */
  voteOffset: 3,
  alternatives: 3,
  /** Evidence, times ln(1 + tasks of the taxonomy), below which it holds none of a conversation: about one weak word. */
  threshold: 1.65,
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
  /** The position of the group that won. */
  readonly group: number;
  readonly evidence: number;
}

/** Chooses the major group by the vote of the best candidates; its candidates lead, best first. */
export function rankTasks(index: WorkIndex, retrieval: Retrieval, reading: Reading): Ranking {
  const candidates = retrieval.search(reading.segments, CHOICE.voters);
  const group = vote(index, candidates);
  const ranked = [
    ...candidates.filter(inGroup(index, group)),
    ...candidates.filter((candidate) => !inGroup(index, group)(candidate)),
  ];
  const codes = ranked.flatMap(({ task }) => index.codes[task] ?? []);
  return { ranked, codes, group, evidence: candidates[0]?.score ?? 0 };
}

/** Chooses the best task, or none where the evidence is weak. */
export function chooseTask(index: WorkIndex, retrieval: Retrieval, reading: Reading): TaskChoice {
  const { ranked, codes, group, evidence } = rankTasks(index, retrieval, reading);
  const threshold = CHOICE.threshold * Math.log(1 + index.codes.length);
  if (evidence < threshold) {
    const bps = Math.round(10_000 * (1 - evidence / threshold / 2));
    return { task: null, alternatives: codes.slice(0, CHOICE.alternatives), bps, group: null };
  }
  return {
    task: codes[0] ?? null,
    alternatives: codes.slice(1, 1 + CHOICE.alternatives),
    bps: confidence(ranked),
    group: index.groupCodes[group] ?? null,
  };
}

function inGroup(index: WorkIndex, group: number): (candidate: Candidate) => boolean {
  return ({ task }) => int(index.groupOf, task) === group;
}

function vote(index: WorkIndex, candidates: readonly Candidate[]): number {
  const votes = new Float64Array(index.groupCodes.length);
  candidates.forEach(({ task, score }, rank) => {
    const group = int(index.groupOf, task);
    votes[group] = (votes[group] ?? 0) + score / (rank + CHOICE.voteOffset);
  });
  return votes.indexOf(Math.max(...votes));
}

/** The first candidate's part of all candidates' evidence, sharpened. */
function confidence(ranked: readonly Candidate[]): number {
  const top = ranked.reduce((most, { score }) => Math.max(most, score), 0);
  const powers = ranked.map(({ score }) => (score / top) ** CHOICE.sharpness);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return total === 0 ? 0 : Math.round((10_000 * (powers[0] ?? 0)) / total);
}
