import { cueTerms } from './everyday.js';
import { INTENTS } from './intents.js';
import { MANNERS, type Manner } from './manner.js';
import { buildWeights, float, int, type Postings } from './postings.js';
import type { Vocabulary } from './vocabulary.js';

/** What people want, as declared in `INTENTS`. */
export interface Intent {
  /** The beginning of the codes of the occupations that do it. */
  readonly code: string;
  /** Positions in `MANNERS`; null for all. */
  readonly manners: readonly number[] | null;
  readonly cues: readonly number[];
  /** Words of official wordings. */
  readonly wording: string;
}

/** How intents count. */
export const INTENT = {
  /** Tasks an intent stands for, and the power of their evidence (of the first one's) by which they do. */
  tasks: 12,
  power: 3,
  occupationBonus: 8,
  /** An intent counts with this even where the manner is another, and with `anyManner` where every manner fits. */
  otherManner: 0.3,
  anyManner: 0.6,
} as const;

/** Reads the declared intents; their cues become terms of the vocabulary. */
export function readIntents(vocabulary: Vocabulary): readonly Intent[] {
  return INTENTS.split('\n').map((line) => {
    const [code = '', manners = '', cues = '', wording = ''] = line.split('|');
    return {
      code,
      manners: manners === '*' ? null : [...manners].map((one) => MANNERS.indexOf(one)),
      cues: [...new Set(cues.split(' ').map((cue) => addCue(vocabulary, cue)))],
      wording,
    };
  });
}

function addCue(vocabulary: Vocabulary, cue: string): number {
  const [first, second] = cueTerms(cue);
  return second === undefined ? vocabulary.add(first) : vocabulary.addPair(first, second);
}

/** Terms to intents: a cue of n intents gives each 1 / sqrt(n). */
export function intentCues(intents: readonly Intent[], terms: number): Postings {
  const sharers = new Map<number, number>();
  for (const { cues } of intents) for (const cue of cues) sharers.set(cue, (sharers.get(cue) ?? 0) + 1);
  return buildWeights(
    intents.map(({ cues }) => new Map(cues.map((cue) => [cue, 1 / Math.sqrt(sharers.get(cue) ?? 1)]))),
    terms,
  );
}

/** The tasks that intents stand for: intent i has those from `starts[i]` up to `starts[i + 1]`. */
export interface IntentTasks {
  readonly starts: Int32Array;
  readonly tasks: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Finds the tasks of every intent.
 * @param search evidence of all tasks for an intent's words, with a bonus for those of its occupations
 */
export function intentTasks(intents: readonly Intent[], search: (intent: Intent) => Float32Array): IntentTasks {
  const lists = intents.map((intent) => strongest(search(intent)));
  const starts = new Int32Array(intents.length + 1);
  lists.forEach((list, at) => {
    starts[at + 1] = int(starts, at) + list.length;
  });
  const flat = lists.flat();
  return {
    starts,
    tasks: Int32Array.from(flat, ([task]) => task),
    weights: Float32Array.from(flat, ([, weight]) => weight),
  };
}

function strongest(evidence: Float32Array): readonly (readonly [task: number, weight: number])[] {
  const best: number[] = [];
  for (let task = 0; task < evidence.length; task++) {
    const own = float(evidence, task);
    if (best.length === INTENT.tasks && own <= float(evidence, best.at(-1) ?? 0)) continue;
    best.splice(best.findLastIndex((other) => float(evidence, other) >= own) + 1, 0, task);
    if (best.length > INTENT.tasks) best.pop();
  }
  const top = float(evidence, best[0] ?? 0);
  return top <= 0 ? [] : best.map((task) => [task, (float(evidence, task) / top) ** INTENT.power]);
}

/** How much the manner lets an intent count, 0 to 1. */
export function mannerFactor({ manners }: Intent, manner: Manner): number {
  const fit = manners === null ? INTENT.anyManner : manners.reduce((sum, at) => sum + (manner[at] ?? 0), 0);
  return INTENT.otherManner + fit;
}
