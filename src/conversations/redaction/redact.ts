import { ADDRESS_RULES } from './addresses.js';
import { CONTACT_RULES } from './contacts.js';
import { ID_RULES } from './ids.js';
import { NAME_RULES } from './names.js';
import type { Kind, Middle, Rule } from './rule.js';

/** Changes whenever a rule does: it is part of every labeller's identity. */
export const REDACTION_VERSION = '3';

/**
 * Each is applied to what the one before has left. What is told by check digits comes before telephone numbers, which are told
 * by little.
 */
export const RULES: readonly Rule[] = [
  ...CONTACT_RULES.filter(({ kind }) => kind !== 'phone'),
  ...ID_RULES,
  ...CONTACT_RULES.filter(({ kind }) => kind === 'phone'),
  ...ADDRESS_RULES,
  ...NAME_RULES,
];

const DIGIT = /\d/;

/** Placeholders are single words of no language, so that they neither match nor mislead a search. */
export function placeholder(kind: Kind): string {
  return `[${kind}_redacted]`;
}

/**
 * Replaces what names or admits a person: e-mail addresses, telephone, card and account numbers, IP addresses, credentials in
 * URLs, API keys and tokens, national ids, street addresses, and names after words that announce them, in English, German,
 * French, Spanish, Portuguese and Italian forms. What is left is no guarantee of anonymity.
 */
export function redact(text: string): string {
  const digits = DIGIT.test(text);
  let redacted = text;
  for (const rule of RULES) {
    if ((digits || !rule.digits) && rule.hint.test(redacted)) redacted = apply(rule, redacted);
  }
  return redacted;
}

function apply(rule: Rule, text: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const match of matches(rule, text)) {
    const cue = match.groups?.['cue'] ?? '';
    const start = match.index + cue.length;
    const next = match.index + match[0].length;
    if (rule.accept && !rule.accept(text.slice(start, next))) continue;
    pieces.push(text.slice(end, start), placeholder(rule.kind));
    end = next;
  }
  return end === 0 ? text : pieces.join('') + text.slice(end);
}

function matches({ pattern, middle }: Rule, text: string): Iterable<RegExpExecArray> {
  return middle ? matchesAround(pattern, middle, text) : text.matchAll(pattern);
}

/** Goes from mark to mark, and not from letter to letter: where a word ends without one, a pattern would try each of its ends. */
function* matchesAround(pattern: RegExp, { mark, before, most }: Middle, text: string): Generator<RegExpExecArray> {
  let end = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    let start = at;
    while (start > end && at - start < most && before.test(text.charAt(start - 1))) start--;
    pattern.lastIndex = start;
    const match = start < at ? pattern.exec(text) : null;
    if (match) {
      yield match;
      end = match.index + match[0].length;
    }
  }
}
