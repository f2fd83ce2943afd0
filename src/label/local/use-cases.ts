interface Rule {
  readonly useCase: 'work' | 'coursework' | 'personal';
  readonly pattern: RegExp;
  /** Points a match, for at most MOST matches. */
  readonly points: number;
}

const MOST = 4;
const READ = 600;

const RULES: readonly Rule[] = [
  {
    useCase: 'coursework',
    points: 2.5,
    pattern:
      /\b(homework|assignment|coursework|professor|lecture|semester|midterm|my (class|course|essay|thesis|dissertation|teacher|exam|school|university|college|students? project)|for (school|class|college|university)|exam|lab report|term paper|study(ing)? for|(\d+|five|ten)[- ](page|paragraph) essay|word essay|multiple[- ]choice|gcse|a-level|undergraduate|textbook)\b/g,
  },
  {
    useCase: 'work',
    points: 2,
    pattern:
      /\b(clients?|customers?|our (team|company|products?|users?|website|app|codebase|service|business|department|office|organi[sz]ation|clients?|customers?|school|readers?)|my (team|boss|manager|company|job|work|colleagues?|coworkers?|business|startup|employees?|students)|stakeholders?|quarterly|kpis?|employees?|colleagues?|coworkers?|invoices?|production|staging|pull request|codebase|job (description|posting|interview|application)|cover letter|resume|b2b|saas|revenue|press release|lesson plan|business plan|marketing (plan|strategy|campaign)|enterprise|vendor|sprint|jira)\b/g,
  },
  {
    useCase: 'work',
    points: 0.5,
    pattern:
      /\b(company|business|professional|deploy\w*|commit|repo(sitory)?|api|database|server|budget|marketing|sales|contract|report|meeting|email|implement|refactor|documentation|software|project|office|industry|product)\b/g,
  },
  {
    useCase: 'personal',
    points: 2,
    pattern:
      /\b(my (wife|husband|girlfriend|boyfriend|partner|mom|mum|dad|mother|father|son|daughter|kids?|child|children|baby|family|friends?|ex|dog|cat|pets?|house|home|garden|apartment|bedroom|kitchen|car|bike|birthday|wedding|hair|skin|weight|back|knee|sleep|life|hobby|tv|phone|savings|doctor|psychiatrist|body)|birthday|vacation|holiday|travel(l?ing)?|trip|itinerary|recipes?|cook(ing)?|dinner|workout|gym|diet|weight loss|symptoms?|girlfriend|boyfriend|dating|anxiety|depress\w+|lonely|jokes?|poems?|songs?|lyrics|haiku|fan ?fic\w*|bedtime story|video ?games?|gaming|minecraft|movies?|novel|hobby|for fun|just curious|i('m| am) curious|i('ve| have)? (always )?wonder\w*|god|religion|myself|i feel|i('m| am) (feeling|struggling)|gift|toddler|pokemon|dungeons|d&d|meaning of life|at home|homelab|side project)\b/g,
  },
];

/** What the words of the person say for work, coursework and personal use. */
export function useCasePoints(userTurns: readonly string[]): readonly [number, number, number] {
  const text = userTurns.map((turn) => turn.slice(0, READ)).join('\n');
  const points = { work: 0, coursework: 0, personal: 0 };
  for (const { useCase, pattern, points: worth } of RULES) {
    points[useCase] += worth * Math.min(MOST, text.match(pattern)?.length ?? 0);
  }
  return [points.work, points.coursework, points.personal];
}
