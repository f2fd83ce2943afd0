import type { Rule } from './rule.js';

/** Ways to reach a person or a machine, and what lets one in. */
export const CONTACT_RULES: readonly Rule[] = [
  {
    kind: 'credentials',
    hint: /:\/\/[^\s/@]+@/,
    digits: false,
    pattern: /(?<cue>\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}(?=@)/gi,
  },
  {
    kind: 'key',
    hint: /-----BEGIN/,
    digits: false,
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  {
    kind: 'key',
    hint: /sk-|gh[opsu]_|github_pat_|glpat-|AKIA|ASIA|AIza|xox|eyJ|npm_|hf_|[sr]k_live|[sr]k_test/,
    digits: false,
    pattern:
      /\b(?:sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{16,}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|A[KS]IA[A-Z0-9]{16}|AIza[\w-]{30,}|xox[a-z]-[\w-]{10,}|npm_\w{30,}|hf_\w{20,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g,
  },
  {
    kind: 'key',
    hint: /key|token|secret|passw|pwd|bearer|contraseña|mot de passe|senha|kennwort/i,
    digits: false,
    pattern:
      /(?<cue>\b[\w-]{0,30}(?:api[_-]?key|access[_-]?key|token|secret|passwd|password|passwort|pwd|contraseña|mot de passe|senha|kennwort)["']?\s{0,3}[:=]\s{0,3}["']?|\bbearer\s{1,3})(?!\[)[\w+/=.~!$%^*-]{8,}/gi,
  },
  {
    kind: 'email',
    hint: /@/,
    digits: false,
    pattern: /[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b/giy,
    middle: { mark: '@', before: /[\w.%+-]/, most: 64 },
  },
  {
    kind: 'ip',
    hint: /\d\.\d{1,3}\.\d{1,3}\.\d/,
    digits: true,
    pattern: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g,
  },
  {
    kind: 'ip',
    hint: /::|:[\da-f]{1,4}:[\da-f]{1,4}:/i,
    digits: false,
    pattern:
      /(?<![\w:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?=[\da-f:]{0,40}\d)(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,4})?(?![\w:])/gi,
  },
  // International, and North American in form.
  {
    kind: 'phone',
    hint: /\d\d[ ./-]?\d\d/,
    digits: true,
    pattern:
      /(?<![\w.,/-])(?:(?:\+|00)\d{1,3}[ ./-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ ./-]?\d{2,4}){2,4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4})(?![\w-])/g,
  },
  // National, with a trunk zero, in groups.
  {
    kind: 'phone',
    hint: /0\d/,
    digits: true,
    pattern: /(?<![\w.,/+-])\(?0[1-9]\d{0,4}\)?[ ./-]{1,2}\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?![\w-]|[.,]\d)/g,
    accept: (found) => hasDigits(found, 9, 12),
  },
  // Italian mobiles, which have no trunk zero.
  {
    kind: 'phone',
    hint: /3\d\d[ .-]/,
    digits: true,
    pattern: /(?<![\w.,/+-])3[2-9]\d[ .-]\d{3}[ .-]?\d{3,4}(?![\w-]|[.,]\d)/g,
  },
  // Anything long enough, after a word for calling.
  {
    kind: 'phone',
    hint: /(?:\d[ ./-]?){7}\d/,
    digits: true,
    pattern:
      /(?<cue>(?<!\p{L})(?:tel|tél|telef|teléf|phone|mobile|cell|call|text|whatsapp|handy|mobil|ruf|anruf|portable|appel|móvil|movil|ll[aá]m|telem|celular|lig|cellulare|chiam|numero|número|numéro|nummer|number)[\p{L}.]{0,12}[^\d\n+=]{0,16})\d(?:[ ./-]?\d){7,11}(?![\w-])/giu,
    accept: (found) => hasDigits(found, 8, 12) && !/^\d{4}-\d\d-\d\d$/.test(found),
  },
];

function hasDigits(text: string, least: number, most: number): boolean {
  const count = text.replace(/\D/g, '').length;
  return count >= least && count <= most;
}
