import type { Segment } from './cut.js';
import { accumulate, at } from './postings.js';
import type { WorkIndex } from './work-index.js';

/** How evidence is put together. */
export const RETRIEVAL = {
  /** Distinct terms of a conversation that count, in the order of their first appearance. */
  maxTerms: 96,
  /** A term's weight w counts as w / (w + saturation) times (1 + saturation). */
  saturation: 1,
  occupationWeight: 0.35,
  occupationCueWeight: 4,
  groupCueWeight: 4,
  synonymWeight: 0.5,
  inWritingWeight: 3,
} as const;

export interface Parameters {
  readonly maxTerms: number;
  readonly saturation: number;
  readonly occupationWeight: number;
  readonly occupationCueWeight: number;
  readonly groupCueWeight: number;
  readonly synonymWeight: number;
  readonly inWritingWeight: number;
}

/** A task by its position in the taxonomy, and its evidence. */
export interface Candidate {
  readonly task: number;
  readonly score: number;
}

export interface Found {
  /** Best first; equal evidence in the order of the taxonomy. */
  readonly candidates: readonly Candidate[];
  /** Evidence of each major group, by position. */
  readonly groups: Float32Array;
}

/** Searches one taxonomy, again and again: keeps its working memory between searches. */
export class Retrieval {
  private readonly tasks: Float32Array;
  private readonly occupations: Float32Array;
  private readonly groups: Float32Array;

  constructor(
    private readonly index: WorkIndex,
    private readonly parameters: Parameters = RETRIEVAL,
  ) {
    this.tasks = new Float32Array(index.codes.length);
    this.occupations = new Float32Array(index.occupations);
    this.groups = new Float32Array(index.groups);
  }

  /** The `count` tasks with the most evidence in what was read. */
  search(segments: readonly Segment[], count: number): Found {
    const { index, parameters } = this;
    this.tasks.fill(0);
    this.occupations.fill(0);
    this.groups.fill(0);
    for (const [term, raw] of this.termWeights(segments)) {
      const weight = (raw * (1 + parameters.saturation)) / (raw + parameters.saturation);
      accumulate(this.tasks, index.taskPostings, term, weight);
      accumulate(this.occupations, index.occupationPostings, term, weight * parameters.occupationWeight);
      accumulate(this.occupations, index.occupationCues, term, weight * parameters.occupationCueWeight);
      accumulate(this.groups, index.groupCues, term, weight * parameters.groupCueWeight);
      for (const synonym of index.synonyms.get(term) ?? []) {
        accumulate(this.tasks, index.taskPostings, synonym, weight * parameters.synonymWeight);
      }
    }
    return { candidates: this.best(count), groups: this.groups };
  }

  private termWeights(segments: readonly Segment[]): ReadonlyMap<number, number> {
    const weights = new Map<number, number>();
    for (const { text, weight } of segments) {
      this.index.vocabulary.eachTerm(text, (term) => {
        const known = weights.get(term);
        if (known !== undefined) weights.set(term, known + weight);
        else if (weights.size < this.parameters.maxTerms) weights.set(term, weight);
      });
    }
    return weights;
  }

  private best(count: number): Candidate[] {
    const best: Candidate[] = [];
    const { parameters } = this;
    let floor = 0;
    for (let task = 0; task < this.tasks.length; task++) {
      const occupation = at(this.index.occupationOf, task);
      const evidence = at(this.tasks, task) + at(this.occupations, occupation) + at(this.groups, at(this.index.groupOf, task));
      const score = evidence === 0 ? 0 : evidence + parameters.inWritingWeight * at(this.index.inWriting, task);
      if (score <= floor) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--;
      best.splice(place, 0, { task, score });
      if (best.length > count) best.pop();
      if (best.length === count) floor = best[count - 1]?.score ?? 0;
    }
    return best;
  }
}
