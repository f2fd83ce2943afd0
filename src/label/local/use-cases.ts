import type { UseCase } from '../labeller.js';
import type { Reading } from './cut.js';
import { type Chosen, strongest } from './modes.js';

const WORDS: Readonly<Record<'work' | 'coursework' | 'personal', RegExp>> = {
  coursework:
    /\b(homework|assignment|coursework|professor|lecture|semester|midterm|syllabus|my (class|course|essay|thesis|dissertation|teacher|exam|school|university|college|students? project)|for (school|class|college|university|my (class|course|exam))|exam|quiz|lab report|term paper|study(ing)? for|(\d+|five|ten)[- ](page|paragraph) essay|word essay|answer (key|choices)|multiple[- ]choice|gcse|a-level|undergraduate|grade \d+|textbook|solve (the|this|for)|prove that)\b/g,
  personal:
    /\b(my (wife|husband|girlfriend|boyfriend|partner|mom|mum|dad|mother|father|son|daughter|kids?|child|children|baby|family|friends?|ex|dog|cat|pet|house|home|garden|apartment|bedroom|kitchen|car|bike|birthday|wedding|hair|skin|weight|back|knee|sleep|life|hobby|tv|phone|savings)|birthday|vacation|holiday|travel\w*|trip|itinerary|recipe|cook\w*|dinner|workout|gym|diet|weight loss|symptoms?|girlfriend|boyfriend|dating|anxiety|depress\w+|lonely|joke|poem|song|lyrics|fan ?fic\w*|bedtime story|video ?games?|gaming|minecraft|movie|novel|story|hobby|for fun|curious|god|religion|personal|myself|i feel|feeling|gift|present for|toddler|star wars|pokemon|dungeons|d&d)\b/g,
  work: /\b(clients?|customers?|our (team|company|product|users?|website|app|codebase|service|business|department|office|organi[sz]ation)|my (team|boss|manager|company|job|colleagues?|coworkers?|business|clients?|website|startup|employees?|project|repo|app)|company|stakeholders?|quarterly|kpis?|employees?|colleagues?|meeting|deadline|invoice|production|deploy\w*|staging|commit|pull request|repo(sitory)?|api|database|server|codebase|proposal|budget|marketing|campaign|sales|contract|revenue|business|professional|enterprise|resume|cv|cover letter|job|candidates?|implement|refactor|function|script|code|sql|excel|spreadsheet|email|report|documentation|product|software|lesson plan|my students)\b/g,
};

/** Matches that count for one use case. */
const MOST = 5;

/**
 * The use case that most words speak for. Where they are silent, work of a known task is work, and the rest (`task` is
 * false) is personal.
 */
export function chooseUseCase(
  { userTurns }: Reading,
  evidence: { readonly task: boolean; readonly technical: boolean },
): Chosen<UseCase> {
  const text = userTurns.join('\n');
  const count = (pattern: RegExp) => Math.min(MOST, text.match(pattern)?.length ?? 0);
  const points = new Map<UseCase, number>([
    ['work', count(WORDS.work) + (evidence.technical ? 1.5 : 0)],
    ['coursework', 2 * count(WORDS.coursework)],
    ['personal', 1.5 * count(WORDS.personal)],
  ]);
  return strongest(points, evidence.task ? 'work' : 'personal', 1);
}
