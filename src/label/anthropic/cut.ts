import type { Turn } from '../../conversations/conversation.js';
import { redact } from '../../conversations/redaction/redact.js';
import { countTokens, firstTokens, lastTokens } from './tokens.js';

/** Which parts of a conversation are sent. Tokens are those of `countTokens`. */
export const CUT = {
  /** All that is sent of one conversation. */
  tokens: 750,
  /** Of one turn of the person: its beginning and its end. */
  userHead: 260,
  userTail: 60,
  /** Of one turn of the AI: its beginning. */
  assistantHead: 90,
  /** Characters of a turn that are looked at at all. */
  characters: 20_000,
} as const;

const GAP = '[...]';
/** What a turn's name, its line and a gap cost. */
const OVERHEAD = 6;

/**
 * Redacts a conversation and cuts it to the budget: turns are taken from both ends (the first, the last, the second, the
 * last but one, ...), each cut by itself, until the next one does not fit. What is left out is marked.
 */
export function cutConversation(turns: readonly Turn[]): string {
  const lines = new Map<number, string>();
  let left: number = CUT.tokens;
  for (const at of fromBothEnds(turns.length)) {
    const turn = turns[at];
    const line = turn ? cutTurn(turn, left - OVERHEAD) : '';
    if (line === '') break;
    lines.set(at, line);
    left -= countTokens(line) + OVERHEAD;
  }
  return render(turns, lines);
}

function* fromBothEnds(count: number): Generator<number> {
  for (let i = 0; i < Math.ceil(count / 2); i++) {
    yield i;
    if (count - 1 - i > i) yield count - 1 - i;
  }
}

/** A turn in at most `most` tokens; nothing where next to nothing of it would be left. */
function cutTurn({ role, text }: Turn, most: number): string {
  if (most < 20) return '';
  const clean = redact(text.slice(0, CUT.characters)).trim();
  if (role === 'assistant') return cutText(clean, Math.min(most, CUT.assistantHead), 0);
  const tail = Math.min(CUT.userTail, Math.floor(most / 4));
  return cutText(clean, Math.min(most, CUT.userHead + CUT.userTail) - tail, tail);
}

function cutText(text: string, head: number, tail: number): string {
  if (countTokens(text) <= head + tail) return text || '(empty)';
  return [firstTokens(text, head), GAP, lastTokens(text, tail)].filter((part) => part !== '').join(' ');
}

function render(turns: readonly Turn[], lines: ReadonlyMap<number, string>): string {
  const parts: string[] = [];
  let skipped = false;
  turns.forEach(({ role }, at) => {
    const line = lines.get(at);
    if (line === undefined && !skipped) parts.push(GAP);
    skipped = line === undefined;
    if (line !== undefined) parts.push(`${role === 'user' ? 'PERSON' : 'AI'}: ${line}`);
  });
  return parts.join('\n');
}
