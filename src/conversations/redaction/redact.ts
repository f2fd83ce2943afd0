import { ADDRESS_RULES } from './addresses.js';
import { CONTACT_RULES } from './contacts.js';
import { ID_RULES } from './ids.js';
import { NAME_RULES } from './names.js';
import type { Kind, Rule } from './rule.js';

/** Changes whenever a rule does: it is part of every labeller's identity. */
export const REDACTION_VERSION = '2';

// What is told by check digits comes before telephone numbers, which are told by little.
const RULES: readonly Rule[] = [
  ...CONTACT_RULES.filter(({ kind }) => kind !== 'phone'),
  ...ID_RULES,
  ...CONTACT_RULES.filter(({ kind }) => kind === 'phone'),
  ...ADDRESS_RULES,
  ...NAME_RULES,
];

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
  let redacted = text;
  for (const rule of RULES) if (rule.hint.test(redacted)) redacted = apply(rule, redacted);
  return redacted;
}

function apply({ kind, pattern, accept }: Rule, text: string): string {
  return text.replace(pattern, (match: string, ...rest: unknown[]) => {
    const { cue = '' } = Object(rest.at(-1)) as { readonly cue?: string };
    const found = match.slice(cue.length);
    return accept && !accept(found) ? match : `${cue}${placeholder(kind)}`;
  });
}
