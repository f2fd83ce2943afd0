import type { Turn } from '../../conversations/conversation.js';
import { redact } from '../../conversations/redaction/redact.js';

/**
 * Which parts of a conversation are read, and how much they weigh: what the person asks above what the AI answers, the first
 * turns above later ones, the head of a turn above its body, prose above fenced code.
 */
export const CUT = {
  /** User turns that are read: the first so many, and the last one. */
  userTurns: 6,
  headCharacters: 400,
  bodyCharacters: 1200,
  assistantCharacters: 400,
  bodyWeight: 0.4,
  assistantWeight: 0.12,
  codeWeight: 0.2,
  /** The i-th user turn weighs 1 / (1 + turnDecay i). */
  turnDecay: 0.5,
} as const;

/** A stretch of lower-case, redacted text and its weight. */
export interface Segment {
  readonly text: string;
  readonly weight: number;
  /** Whether a word that is said again counts again: what a person insists on does, what an AI repeats does not. */
  readonly repeats: boolean;
}

/** What the labeller reads of a conversation. */
export interface Reading {
  readonly segments: readonly Segment[];
  /** User turns as far as they are read: lower case, redacted, cut. */
  readonly userTurns: readonly string[];
}

/** The turns of which something is read, and of these no more than that: cutting them again changes nothing. */
export function cutConversation(turns: readonly Turn[]): readonly Turn[] {
  const users = turns.filter(({ role }) => role === 'user');
  const answer = turns.find(({ role }) => role === 'assistant');
  return [
    ...firstAndLast(users, CUT.userTurns).map((turn) => head(turn, CUT.headCharacters + CUT.bodyCharacters)),
    ...(answer ? [head(answer, CUT.assistantCharacters)] : []),
  ];
}

function head(turn: Turn, characters: number): Turn {
  return turn.text.length > characters ? { ...turn, text: turn.text.slice(0, characters) } : turn;
}

/** Cuts, redacts and weighs a conversation. */
export function readConversation(turns: readonly Turn[]): Reading {
  const read = cutConversation(turns);
  const userTurns = read.filter(({ role }) => role === 'user').map(clean);
  const segments = userTurns.flatMap((turn, index) => weigh(splitCode(turn), 1 / (1 + CUT.turnDecay * index)));
  const answer = read.find(({ role }) => role === 'assistant');
  if (answer) segments.push({ text: clean(answer), weight: CUT.assistantWeight, repeats: false });
  return { segments, userTurns };
}

function firstAndLast<T>(items: readonly T[], count: number): readonly T[] {
  return items.length <= count ? items : [...items.slice(0, count - 1), ...items.slice(-1)];
}

function clean({ text }: Turn): string {
  return redact(text).toLowerCase();
}

interface Parts {
  readonly prose: string;
  readonly code: string;
}

function splitCode(text: string): Parts {
  if (!text.includes('```')) return { prose: text, code: '' };
  const parts = text.split('```');
  return {
    prose: parts.filter((_, index) => index % 2 === 0).join('\n'),
    code: parts.filter((_, index) => index % 2 === 1).join('\n'),
  };
}

function weigh({ prose, code }: Parts, weight: number): Segment[] {
  const segments = [{ text: prose.slice(0, CUT.headCharacters), weight, repeats: true }];
  if (prose.length > CUT.headCharacters)
    segments.push({ text: prose.slice(CUT.headCharacters), weight: weight * CUT.bodyWeight, repeats: true });
  if (code !== '') segments.push({ text: code, weight: weight * CUT.codeWeight, repeats: true });
  return segments;
}
