import type { Segment } from './cut.js';
import { mannerFactor } from './intent-index.js';
import type { Manner } from './manner.js';
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
  intentWeight: 80,
  /** An intent's evidence e counts as e / (e + intentSaturation). */
  intentSaturation: 1,
  /** Words that weigh no more than this (those of the answer) speak only for intents for which others speak too. */
  intentFloor: 0.125,
} as const;

export interface Parameters {
  readonly maxTerms: number;
  readonly saturation: number;
  readonly occupationWeight: number;
  readonly occupationCueWeight: number;
  readonly groupCueWeight: number;
  readonly synonymWeight: number;
  readonly inWritingWeight: number;
  readonly intentWeight: number;
  readonly intentSaturation: number;
  readonly intentFloor: number;
}

/** What is searched for. */
export interface Query {
  readonly segments: readonly Segment[];
  readonly manner: Manner;
}

/** A task by its position in the taxonomy. */
export interface Candidate {
  readonly task: number;
  /** What speaks for it, all in all. */
  readonly score: number;
}

/** Searches one taxonomy, again and again: keeps its working memory between searches. */
export class Retrieval {
  private readonly tasks: Float32Array;
  private readonly occupations: Float32Array;
  private readonly groups: Float32Array;
  private readonly intents: Float32Array;
  private readonly echoes: Float32Array;
  private readonly written: Float32Array;

  constructor(
    private readonly index: WorkIndex,
    private readonly parameters: Parameters = RETRIEVAL,
  ) {
    this.tasks = new Float32Array(index.codes.length);
    this.occupations = new Float32Array(index.occupations);
    this.groups = new Float32Array(index.groupCodes.length);
    this.intents = new Float32Array(index.intents.length);
    this.echoes = new Float32Array(index.intents.length);
    this.written = index.inWriting.map((one) => parameters.inWritingWeight * one);
  }

  /** The `count` tasks for which most speaks, best first; equal ones in the order of the index. */
  search({ segments, manner }: Query, count: number): readonly Candidate[] {
    const { index, parameters } = this;
    this.tasks.set(this.written);
    this.occupations.fill(0);
    this.intents.fill(0);
    this.echoes.fill(0);
    this.groups.fill(0);
    for (const [term, raw] of this.termWeights(segments)) {
      const weight = (raw * (1 + parameters.saturation)) / (raw + parameters.saturation);
      accumulate(this.tasks, index.taskPostings, term, weight);
      accumulate(this.occupations, index.occupationPostings, term, weight * parameters.occupationWeight);
      accumulate(this.occupations, index.occupationCues, term, weight * parameters.occupationCueWeight);
      accumulate(this.groups, index.groupCues, term, weight * parameters.groupCueWeight);
      const heard = raw > parameters.intentFloor ? this.intents : this.echoes;
      accumulate(heard, index.intentCues, term, weight);
      for (const synonym of index.synonyms.get(term) ?? []) {
        accumulate(this.tasks, index.taskPostings, synonym, weight * parameters.synonymWeight);
      }
    }
    this.addIntents(manner);
    return this.best(count, null);
  }

  /** The same for what was searched for last, within one group. */
  searchWithin(group: number, count: number): readonly Candidate[] {
    return this.best(count, group);
  }

  private addIntents(manner: Manner): void {
    const { intents, intentTasks } = this.index;
    const { intentWeight, intentSaturation } = this.parameters;
    intents.forEach((intent, at) => {
      if (float(this.intents, at) === 0) return;
      const evidence = float(this.intents, at) + float(this.echoes, at);
      const weight = (intentWeight * mannerFactor(intent, manner) * evidence) / (evidence + intentSaturation);
      const end = int(intentTasks.starts, at + 1);
      for (let slot = int(intentTasks.starts, at); slot < end; slot++) {
        const task = int(intentTasks.tasks, slot);
        this.tasks[task] = float(this.tasks, task) + weight * float(intentTasks.weights, slot);
      }
    });
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

  private best(count: number, within: number | null): readonly Candidate[] {
    const { groupOfOccupation } = this.index;
    const best = new Best(count);
    for (let occupation = 0; occupation < this.occupations.length; occupation++) {
      if (within === null || int(groupOfOccupation, occupation) === within) this.offer(best, occupation);
    }
    return best.candidates();
  }

  /** Offers an occupation's tasks, which share its evidence and that of its group. */
  private offer(best: Best, occupation: number): void {
    const { tasks } = this;
    const { firstTask, groupOfOccupation } = this.index;
    const shared = float(this.occupations, occupation) + float(this.groups, int(groupOfOccupation, occupation));
    const end = int(firstTask, occupation + 1);
    let floor = best.floor - shared;
    let task = int(firstTask, occupation);
    while (task < end) {
      if (task + 3 < end && noneAbove(tasks, task, floor)) {
        task += 4;
        continue;
      }
      const own = float(tasks, task);
      if (own > floor) {
        best.add(task, own + shared);
        floor = best.floor - shared;
      }
      task++;
    }
  }
}

/** Whether none of four scores exceeds a floor: mostly none does, and four at a time are sooner looked at. */
function noneAbove(scores: Float32Array, at: number, floor: number): boolean {
  return (
    float(scores, at) <= floor &&
    float(scores, at + 1) <= floor &&
    float(scores, at + 2) <= floor &&
    float(scores, at + 3) <= floor
  );
}

/**
 * The best so far; of equals, those that came first. A heap of their places whose root is the worst of them, so that
 * only whole numbers are moved.
 */
class Best {
  private readonly heap: Int32Array;
  private readonly tasks: Int32Array;
  private readonly scores: Float32Array;
  private size = 0;
  /** What a newcomer has to exceed. */
  floor = Number.NEGATIVE_INFINITY;

  constructor(private readonly count: number) {
    this.heap = new Int32Array(count);
    this.tasks = new Int32Array(count);
    this.scores = new Float32Array(count);
  }

  /** @param score more than `floor` */
  add(task: number, score: number): void {
    const full = this.size === this.count;
    const place = full ? int(this.heap, 0) : this.size++;
    this.tasks[place] = task;
    this.scores[place] = score;
    if (full) this.sink(place, score);
    else this.rise(place, score);
    if (this.size === this.count) this.floor = float(this.scores, int(this.heap, 0));
  }

  /** Best first. */
  candidates(): readonly Candidate[] {
    const found = Array.from(this.tasks.subarray(0, this.size), (task, at) => ({
      task,
      score: float(this.scores, at),
    }));
    return found.sort((a, b) => b.score - a.score || a.task - b.task);
  }

  /** Makes way for a newcomer from the end of the heap towards the root. */
  private rise(place: number, score: number): void {
    const { heap } = this;
    let at = this.size - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.worse(place, score, int(heap, parent))) break;
      heap[at] = int(heap, parent);
      at = parent;
    }
    heap[at] = place;
  }

  /** Makes way for a newcomer from the root, which it replaces, towards the leaves. */
  private sink(place: number, score: number): void {
    const { heap, scores, size } = this;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const next = child + 1 < size ? int(heap, child + 1) : -1;
      if (next >= 0 && this.worse(next, float(scores, next), int(heap, child))) child++;
      if (this.worse(place, score, int(heap, child))) break;
      heap[at] = int(heap, child);
      at = child;
    }
    heap[at] = place;
  }

  private worse(place: number, score: number, than: number): boolean {
    const other = float(this.scores, than);
    return score < other || (score === other && int(this.tasks, place) > int(this.tasks, than));
  }
}
