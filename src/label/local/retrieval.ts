import type { Segment } from './cut.js';
import { accumulate, float, int } from './postings.js';
import type { WorkIndex } from './work-index.js';

/** How evidence is put together. */
export const RETRIEVAL = {
  /** Distinct terms of a conversation that count, in the order of their first appearance. */
  maxTerms: 96,
  /** A term's weight w counts as w / (w + saturation) times (1 + saturation). */
  saturation: 1,
  occupationWeight: 0.35,
  occupationCueWeight: 8,
  groupCueWeight: 4,
  synonymWeight: 1,
  inWritingWeight: 6,
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
    this.groups = new Float32Array(index.groupCodes.length);
  }

  /** The `count` tasks with the most evidence in what was read, best first; equal ones in the order of the index. */
  search(segments: readonly Segment[], count: number): readonly Candidate[] {
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
    return this.best(count);
  }

  private termWeights(segments: readonly Segment[]): ReadonlyMap<number, number> {
    const weights = new Map<number, number>();
    const { maxTerms } = this.parameters;
    for (const { text, weight, repeats } of segments) {
      const met = new Set<number>();
      this.index.vocabulary.eachTerm(text, (term) => {
        if (!repeats && met.has(term)) return;
        if (!repeats) met.add(term);
        const known = weights.get(term);
        if (known !== undefined || weights.size < maxTerms) weights.set(term, (known ?? 0) + weight);
      });
    }
    return weights;
  }

  private best(count: number): readonly Candidate[] {
    const { firstTask, groupOfOccupation, inWriting } = this.index;
    const { inWritingWeight } = this.parameters;
    const best = new Best(count);
    for (let occupation = 0; occupation < this.occupations.length; occupation++) {
      const shared = float(this.occupations, occupation) + float(this.groups, int(groupOfOccupation, occupation));
      const end = int(firstTask, occupation + 1);
      for (let task = int(firstTask, occupation); task < end; task++) {
        const evidence = shared + float(this.tasks, task);
        const score = evidence + inWritingWeight * float(inWriting, task);
        if (score > best.floor && evidence > 0) best.add(task, score);
      }
    }
    return best.candidates;
  }
}

/** The best so far; of equals, the first that came. */
class Best {
  readonly candidates: Candidate[] = [];
  /** What a newcomer has to exceed. */
  floor = 0;

  constructor(private readonly count: number) {}

  add(task: number, score: number): void {
    const { candidates, count } = this;
    let place = candidates.length;
    while (place > 0 && (candidates[place - 1]?.score ?? 0) < score) place--;
    candidates.splice(place, 0, { task, score });
    if (candidates.length > count) candidates.pop();
    if (candidates.length === count) this.floor = candidates[count - 1]?.score ?? 0;
  }
}
