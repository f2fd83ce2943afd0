import { MODES, type Mode, type UseCase } from '../labeller.js';

/** How the declared rules and what was learned from the corpus are put together. */
export const STACK = {
  /** A head's log probability counts so much beside one point of the rules. */
  modeWeight: 0.3,
  useCaseWeight: 0.2,
  /** What speaks for `none` where no rule does. */
  noMode: 0.5,
  /** Rules count up to so many points for a use case. */
  mostPoints: 4,
  programmingAtWork: 1.2,
  learningInPrivate: 1,
  /** What speaks for the use case of the group where words are silent. */
  silent: 0.5,
  sharpness: 1,
} as const;

export interface Chosen<T> {
  readonly choice: T;
  /** Its share of what speaks for any; no probability before it is calibrated. */
  readonly share: number;
}

/**
 * The collaboration mode that most speaks for.
 * @param points of the rules, for each mode but `none`
 * @param learned log probabilities in the order of `MODES`
 */
export function chooseMode(points: readonly number[], learned: ArrayLike<number>): Chosen<Mode> {
  const evidence = [STACK.noMode, ...points].map((point, at) => point + STACK.modeWeight * (learned[at] ?? 0));
  return likeliest(MODES, evidence);
}

const KNOWN_USE_CASES = ['work', 'coursework', 'personal'] as const;

/** Groups of which people ask more often for themselves than for an employer. */
const PRIVATE_GROUPS = new Set(['19', '21', '29', '31', '33', '35', '37', '39', '45', '47', '49', '51', '53']);

export interface UseCaseEvidence {
  /** Two digits of the group of the task, null without one. */
  readonly group: string | null;
  readonly learning: boolean;
}

/**
 * The use case that most speaks for. Where words are silent, the kind of work decides: programming is work, and so is what
 * is ordered in a group that serves employers; questions for their own sake and what has no task are personal.
 * @param points of the rules, for work, coursework and personal use
 * @param learned log probabilities in the same order
 */
export function chooseUseCase(
  [work, coursework, personal]: readonly [number, number, number],
  learned: ArrayLike<number>,
  { group, learning }: UseCaseEvidence,
): Chosen<UseCase> {
  const points = [
    work + (group === '15' && !learning ? STACK.programmingAtWork : 0),
    coursework,
    personal + (learning ? STACK.learningInPrivate : 0),
  ];
  if (Math.max(...points) < STACK.silent) {
    const place = group === null || PRIVATE_GROUPS.has(group) ? 2 : 0;
    points[place] = (points[place] ?? 0) + STACK.silent;
  }
  const evidence = points.map((one, at) => Math.min(one, STACK.mostPoints) + STACK.useCaseWeight * (learned[at] ?? 0));
  return likeliest(KNOWN_USE_CASES, evidence);
}

/** The class with the most evidence, the first of equals, and its share of the exponentials. */
function likeliest<T>(classes: readonly T[], evidence: readonly number[]): Chosen<T> {
  const top = Math.max(...evidence);
  const total = evidence.reduce((sum, one) => sum + Math.exp(STACK.sharpness * (one - top)), 0);
  const choice = classes[evidence.indexOf(top)];
  if (choice === undefined) throw new Error('There is nothing to choose from.');
  return { choice, share: 1 / total };
}
