/** Changes whenever a rule below does: it is part of every labeller's identity. */
export const REDACTION_VERSION = '1';

interface Rule {
  /** What a text must hold for the pattern to be worth trying. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly replacement: string;
}

// Placeholders are single words of no language, so that they neither match nor mislead a search.
const RULES: readonly Rule[] = [
  {
    hint: /:\/\//,
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi,
    replacement: '$1[credentials_redacted]@',
  },
  {
    hint: /-----BEGIN/,
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
    replacement: '[key_redacted]',
  },
  {
    hint: /sk-|gh[opsu]_|github_pat_|glpat-|AKIA|ASIA|AIza|xox|eyJ|npm_|hf_/,
    pattern:
      /\b(?:sk-[\w-]{16,}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|A[KS]IA[A-Z0-9]{16}|AIza[\w-]{30,}|xox[a-z]-[\w-]{10,}|npm_\w{30,}|hf_\w{20,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
    replacement: '[key_redacted]',
  },
  {
    hint: /key|token|secret|passw|pwd|bearer/i,
    pattern:
      /\b((?:[\w-]{0,30}(?:api[_-]?key|access[_-]?key|token|secret|passwd|password|pwd)["']?\s{0,3}[:=]\s{0,3}["']?)|bearer\s{1,3})(?!\[)[\w+/=.~-]{8,}/gi,
    replacement: '$1[key_redacted]',
  },
  { hint: /@/, pattern: /[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, replacement: '[email_redacted]' },
  {
    hint: /\d\.\d/,
    pattern: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g,
    replacement: '[ip_redacted]',
  },
  {
    hint: /[\da-f]:[\da-f]/i,
    pattern:
      /(?<![\w:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?=[\da-f:]{0,40}\d)(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,4})?(?![\w:])/gi,
    replacement: '[ip_redacted]',
  },
  {
    hint: /\d{3}/,
    pattern:
      /(?<![\w.,/-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){2,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4})(?![\w-])/g,
    replacement: '[phone_redacted]',
  },
];

/**
 * Replaces what names or admits a person: e-mail addresses, phone numbers (international or North American in form), IP
 * addresses, credentials in URLs, API keys and tokens. What is left is no guarantee of anonymity.
 */
export function redact(text: string): string {
  let redacted = text;
  for (const { hint, pattern, replacement } of RULES) {
    if (hint.test(redacted)) redacted = redacted.replace(pattern, replacement);
  }
  return redacted;
}
