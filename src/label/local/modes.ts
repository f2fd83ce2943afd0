import { MODES, type Mode } from '../labeller.js';

/** Something that speaks for a mode, looked for in the opening or in the later turns of the person. */
interface Rule {
  readonly mode: Exclude<Mode, 'none'>;
  readonly where: 'opening' | 'anywhere' | 'later';
  readonly pattern: RegExp;
  readonly points: number;
}

const ORDER =
  'write|create|generate|make|translate|summari[sz]e|convert|build|implement|fix|add|draft|compose|produce|extract|format|rewrite|rephrase|paraphrase|design|update|remove|run|develop|prepare|turn|change|refactor|plan|pretend|act as|complete|calculate|solve|classify|set up|install|configure|move|delete|rename|merge|commit|push|deploy|edit|shorten|expand|continue|analy[sz]e|brainstorm|help me (write|create|make|draft|build|plan|design)';

/** Orders whose product may as well be what somebody wants to know. */
const TELL = 'list|give|find|suggest|provide|describe|compare|rank|come up|recommend|show';

const ERROR_TEXT =
  /traceback \(most recent|\b\w*(error|exception)\b ?[:(\]]|\bat [\w.$<>]+ ?\([^)]*:\d+|\bexit code [1-9]|command not found|segmentation fault|undefined is not|cannot (find|read|resolve)|\bfailed (to|with)\b|stack ?trace|npm err|fatal:|permission denied|\berrno\b/;

const RULES: readonly Rule[] = [
  // An order, alone or after a polite beginning.
  {
    mode: 'directive',
    where: 'opening',
    points: 3,
    pattern: new RegExp(`^\\W*(please |now |ok(ay)?,? |so,? |hey,? |hi,? )?(${ORDER})\\b`),
  },
  {
    mode: 'directive',
    where: 'opening',
    points: 3,
    pattern: new RegExp(
      `\\b(please|can you|could you|would you|will you|i want you to|i'd like you to|i need you to|you (should|will|must)|let's|your task is to) (please |also |just |now )?(${ORDER})\\b`,
    ),
  },
  {
    mode: 'directive',
    where: 'opening',
    points: 1.5,
    pattern: new RegExp(`(^\\W*|\\b(please|can you|could you|would you) )(${TELL})\\b`),
  },
  {
    mode: 'directive',
    where: 'anywhere',
    points: 1.5,
    pattern: new RegExp(`[.!?\\n:] *(please |then |and |also )?(${ORDER})\\b`),
  },
  {
    mode: 'directive',
    where: 'opening',
    points: 1,
    pattern: /\b(i (want|need)|i'd like|i would like) (a|an|the|some|to have)\b/,
  },
  // A question that wants to know, not to have.
  {
    mode: 'learning',
    where: 'opening',
    points: 3,
    pattern:
      /^\W*((so|ok|okay|hi|hello|hey|and|but),? )?(who|what|what's|whats|why|how|when|where|which|is|are|was|were|do|does|did|has|have|should|if|can (i|we|one|you get)|could (i|we|it)|would (it|a)|will)\b/,
  },
  {
    mode: 'learning',
    where: 'opening',
    points: 3,
    pattern:
      /\b(explain|teach me|help me understand|i (want|need|would like|'d like) to (know|learn|understand)|difference between|tell me (about|what|why|how|more)|i('m| am) (curious|wondering|trying to understand|learning)|(don't|do not) understand|what (do|does) .{1,40} mean|meaning of|define)\b/,
  },
  {
    mode: 'learning',
    where: 'anywhere',
    points: 1.5,
    pattern: /[.!\n,] *(who|what|what's|why|how|when|where|which|is|are|do|does|did|should i|can i)\b[^.\n]{0,200}\?/,
  },
  { mode: 'learning', where: 'anywhere', points: 1, pattern: /\?\s*$/ },
  {
    mode: 'learning',
    where: 'later',
    points: 1,
    pattern:
      /^\W*((so|ok|okay|and|but),? )?(who|what|what's|why|how|when|where|which|is|are|do|does|did|can i|should)\b|\bexplain\b/,
  },
  // Own work to be judged.
  {
    mode: 'validation',
    where: 'opening',
    points: 4,
    pattern:
      /\b(check|review|proof-?read|verify|validate|double-?check|critique|evaluate|assess|grade|feedback on|audit|find (any )?(mistakes|errors|issues|bugs) in)\b.{0,60}\b(my|mine|this|these|our|the following|below|i wrote|i have written|it)\b/,
  },
  {
    mode: 'validation',
    where: 'opening',
    points: 4,
    pattern:
      /\b(is|are|does|do|did|am) (this|it|my|these|that|i)\b.{0,80}\b(correct|right|accurate|ok|okay|make sense|sounds? (right|ok|good|natural)|look (good|right|ok)|wrong|valid)\b.{0,40}\?/,
  },
  // Failure that comes back.
  { mode: 'feedback_loop', where: 'anywhere', points: 1.5, pattern: ERROR_TEXT },
  { mode: 'feedback_loop', where: 'later', points: 3, pattern: ERROR_TEXT },
  {
    mode: 'feedback_loop',
    where: 'later',
    points: 2.5,
    pattern:
      /\b(still (not|get|getting|does|doesn|the same|fail\w*|see\w*|have|no|there|broken|show\w*)|same (error|problem|issue|result)|((does|did|is|was|do|do)(n't| not)|not) (work|working|help|compile|run|running)|now (i get|i'm getting|it says|i see|it)|it (says|fails|failed|crashed|returns|gives me)|i (got|get|tried|ran) |that didn't|nothing happen\w*|output:|result:|broken|crash\w*)/,
  },
  // A draft that grows.
  {
    mode: 'task_iteration',
    where: 'later',
    points: 2,
    pattern:
      /\b(make (it|the|them|this)|shorter|longer|simpler|more (formal|detail\w*|concise|casual|natural|specific|like)|less|instead of|rather than|rewrite|rephrase|revise|change|replace|remove|add|include|expand|improve|adjust|tweak|update|rename|another (one|version)|a different|can you also|but with|try again|keep the|not quite|i (like|prefer)|let's)\b/,
  },
  {
    mode: 'task_iteration',
    where: 'opening',
    points: 1,
    pattern:
      /\b(help me (improve|refine|brainstorm|polish|develop|iterate)|work(ing)? on (a|my|this|the)|draft of|together|step by step with me)\b/,
  },
];

/** How many later turns count for each rule: the rest of a long exchange says little more. */
const LATER_TURNS_COUNTED = 3;
/** Characters in which an opening shows what it wants, and those of a turn that rules read at most. */
const OPENING = 240;
const READ = 700;

/**
 * What speaks for each mode but `none`, in the order of `MODES`: an order given once for directive, pasted errors and
 * reports of failure over turns for a feedback loop, drafts refined over turns for task iteration, questions to understand
 * for learning, own work to be checked for validation.
 */
export function modePoints(first: string, later: readonly string[]): readonly number[] {
  const head = headAndTail(first);
  const laterHeads = later.map(headAndTail);
  const points = MODES.slice(1).map(() => 0);
  for (const { mode, where, pattern, points: worth } of RULES) {
    const times =
      where === 'later'
        ? countTurns(laterHeads, pattern)
        : Number(pattern.test(where === 'opening' ? head.slice(0, OPENING) : head));
    const at = MODES.indexOf(mode) - 1;
    points[at] = (points[at] ?? 0) + worth * times;
  }
  return points;
}

/** What a turn wants stands at its beginning or, after something pasted, at its end. */
function headAndTail(turn: string): string {
  return turn.length <= READ ? turn : `${turn.slice(0, READ - 200)}\n${turn.slice(-200)}`;
}

function countTurns(turns: readonly string[], pattern: RegExp): number {
  return Math.min(LATER_TURNS_COUNTED, turns.filter((turn) => pattern.test(turn)).length);
}
