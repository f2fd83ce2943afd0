import type { Mode } from '../labeller.js';
import type { Reading } from './cut.js';

/** Something that speaks for a mode, looked for in the first or in the later turns of the person. */
interface Rule {
  readonly mode: Exclude<Mode, 'none'>;
  readonly where: 'first' | 'later';
  readonly pattern: RegExp;
  readonly points: number;
}

const DELIVER =
  'write|create|generate|make|translate|summari[sz]e|convert|list|give|build|implement|fix|add|draft|compose|produce|extract|format|rewrite|rephrase|design|update|remove|find|run|develop|prepare|suggest|provide|come up with|turn|change|refactor|plan|pretend|act|show';

const ERROR_TEXT =
  /traceback \(most recent|\b\w*(error|exception)\b ?[:(\]]|\bat [\w.$<>]+ ?\([^)]*:\d+|\bexit code [1-9]|command not found|segmentation fault|undefined is not|cannot (find|read|resolve)|\bfailed (to|with)\b|stack ?trace|npm err|fatal:|permission denied|syntaxerror|\berrno\b/;

const RULES: readonly Rule[] = [
  {
    mode: 'directive',
    where: 'first',
    points: 2,
    pattern: new RegExp(`(^|[.!?\\n,:;] ?|\\b(please|now|and|then|you|to) )(${DELIVER})\\b`),
  },
  {
    mode: 'directive',
    where: 'first',
    points: 1,
    pattern: /\b(i (want|need)( you)?|i'd like|can you|could you|would you|please)\b/,
  },
  {
    mode: 'learning',
    where: 'first',
    points: 2,
    pattern:
      /\b(explain|understand|what (is|are|does|do|was|were)|what's|why|meaning of|difference between|teach me|learn|tell me about|how (do|does|did|is|are|much|many|long))\b/,
  },
  {
    mode: 'learning',
    where: 'first',
    points: 1,
    pattern: /^\W*(who|what|why|how|when|where|which|is|are|was|were|do|does|did|should|if|has|have|can i|could i)\b/,
  },
  { mode: 'learning', where: 'first', points: 1, pattern: /\?\s*$/ },
  {
    mode: 'learning',
    where: 'later',
    points: 0.7,
    pattern:
      /\b(what (is|are|does|about)|why|how (do|does|is|are)|explain|what's)\b|^\W*(who|what|why|how|when|where|which|is|are|do|does)\b/,
  },
  {
    mode: 'validation',
    where: 'first',
    points: 4,
    pattern:
      /\b(check|review|proof-?read|verify|validate|double-?check|critique|evaluate|assess|grade|feedback on|audit)\b.{0,60}\b(my|mine|this|these|our|following|below|i wrote|i have written|it)\b/,
  },
  {
    mode: 'validation',
    where: 'first',
    points: 3,
    pattern:
      /\b(is|are|does|do|did) (this|it|my|these|that|i)\b.{0,60}\b(correct|right|accurate|ok|okay|make sense|sound|look (good|right|ok)|wrong|valid)\b/,
  },
  { mode: 'feedback_loop', where: 'first', points: 1.5, pattern: ERROR_TEXT },
  { mode: 'feedback_loop', where: 'later', points: 2.5, pattern: ERROR_TEXT },
  {
    mode: 'feedback_loop',
    where: 'later',
    points: 2,
    pattern:
      /\b(still|again|same (error|problem|issue|result)|(does|did|is|was|do)(n't| not) (work|working|help|compile|run)|not working|now (i get|it says|i see)|it (says|fails|failed|crashed|returns)|i (got|get|tried|ran)|that didn't|nothing happen\w*|output:|result:)\b/,
  },
  {
    mode: 'task_iteration',
    where: 'later',
    points: 2,
    pattern:
      /\b(make it|make the|make them|shorter|longer|more (formal|detail\w*|concise|casual|natural|like)|less|instead|rather than|rewrite|rephrase|revise|change|replace|remove|add|include|expand|improve|adjust|tweak|another (one|version)|different|also|but|try again|keep)\b/,
  },
  {
    mode: 'task_iteration',
    where: 'first',
    points: 1,
    pattern: /\b(help me (improve|refine|brainstorm|write|develop)|let's|work(ing)? on|draft of|together)\b/,
  },
];

/** How many later turns count for each rule: the rest of a long exchange says little more. */
const LATER_TURNS_COUNTED = 3;
const SINGLE_TURN_POINTS = 1;
const FEWEST_POINTS = 1;

export interface Chosen<T> {
  readonly choice: T;
  /** Its part of all the evidence, in basis points. */
  readonly bps: number;
}

/**
 * The collaboration mode that most speaks for: an order given once is directive, pasted errors and reports of failure over
 * turns a feedback loop, drafts refined over turns task iteration, questions to understand learning, own work to be
 * checked validation; `none` where nothing is asked.
 */
export function chooseMode({ userTurns, userTurnCount }: Reading): Chosen<Mode> {
  const [first = '', ...later] = userTurns;
  const points = new Map<Mode, number>([
    ['directive', userTurnCount === 1 ? SINGLE_TURN_POINTS : 0],
    ['feedback_loop', 0],
    ['task_iteration', 0],
    ['learning', 0],
    ['validation', 0],
  ]);
  for (const { mode, where, pattern, points: worth } of RULES) {
    const times = where === 'first' ? Number(pattern.test(first)) : countTurns(later, pattern);
    points.set(mode, (points.get(mode) ?? 0) + worth * times);
  }
  return strongest(points, 'none', FEWEST_POINTS + (userTurnCount === 1 ? SINGLE_TURN_POINTS : 0));
}

function countTurns(turns: readonly string[], pattern: RegExp): number {
  return Math.min(LATER_TURNS_COUNTED, turns.filter((turn) => pattern.test(turn)).length);
}

/** The choice with the most points, the first of equals; `otherwise` when none has `fewest`. */
export function strongest<T>(points: ReadonlyMap<T, number>, otherwise: T, fewest: number): Chosen<T> {
  const total = [...points.values()].reduce((sum, value) => sum + value, 0);
  const [choice, most] = [...points].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  if (most < fewest) return { choice: otherwise, bps: Math.round(10_000 / (1 + total)) };
  return { choice, bps: Math.round((10_000 * most) / (total + 1)) };
}
