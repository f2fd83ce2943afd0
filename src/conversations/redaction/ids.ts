import { isCard, isFrenchId, isGermanId, isIban, isPortugueseId, isSpanishId } from './check-digits.js';
import type { Rule } from './rule.js';

/** Numbers that stand for a person or an account: most can be told from other numbers by their check digits. */
export const ID_RULES: readonly Rule[] = [
  {
    kind: 'iban',
    hint: /\d\d[ -]?[A-Z0-9]{4}[ -]?[A-Z0-9]{4}/,
    digits: true,
    pattern: /(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?![\w-])/g,
    accept: isIban,
  },
  {
    kind: 'card',
    hint: /\d{4}[ -]?\d{2}/,
    digits: true,
    pattern: /(?<![\w.-])[3-6]\d{3}(?:[ -]?\d{2,6}){2,4}(?![\w-]|\.\d)/g,
    accept: isCard,
  },
  // United States: social security number (never 000, 666 or 9xx; no part is all zero).
  {
    kind: 'id',
    hint: /\d{3}-\d\d-/,
    digits: true,
    pattern: /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
  },
  // United Kingdom: national insurance number.
  {
    kind: 'id',
    hint: /\d\d ?\d\d ?\d\d ?[A-D]/i,
    digits: true,
    pattern: /(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/gi,
  },
  // Italy: codice fiscale.
  {
    kind: 'id',
    hint: /\d\d[A-EHLMPR-T]\d\d[A-Z]\d{3}[A-Z]/i,
    digits: true,
    pattern: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi,
  },
  {
    kind: 'id',
    hint: /\d{3}[ -]?[a-z]/i,
    digits: true,
    pattern: /(?<!\w)(?:[XYZ]-?\d{7}|\d{2}\.?\d{3}\.?\d{3})[ -]?[A-Z](?!\w)/gi,
    accept: isSpanishId,
  },
  {
    kind: 'id',
    hint: /[12] ?\d\d ?\d\d ?\d\d ?\d{3} ?\d{3}/,
    digits: true,
    pattern: /(?<![\w.])[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w.])/g,
    accept: isFrenchId,
  },
  {
    kind: 'id',
    hint: /\d\d ?\d{3} ?\d{3} ?\d{3}/,
    digits: true,
    pattern:
      /(?<cue>\b(?:steuer-?id(?:entifikationsnummer)?|steuernummer|id-?nr\.?|tax id)[^\d\n]{0,12})\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\d)/gi,
    accept: isGermanId,
  },
  {
    kind: 'id',
    hint: /\d{3}[ .]?\d{3}[ .]?\d{3}/,
    digits: true,
    pattern: /(?<cue>\b(?:nif|contribuinte)[^\d\n]{0,12})\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)/gi,
    accept: isPortugueseId,
  },
  // Passports, driving licences, patients: no form in common, so a word has to say what they are.
  {
    kind: 'id',
    hint: /passport|pasaporte|passeport|reisepass|passaporte|passaporto|licen[cs]e|nhs|mrn|ssn|social security/i,
    digits: true,
    pattern:
      /(?<cue>\b(?:passport|pasaporte|passeport|reisepass(?:nummer)?|passaporte|passaporto|driving licen[cs]e|driver'?s license|nhs(?: number)?|mrn|ssn|social security(?: number)?)[ :#]{0,3}(?:(?:no|nr|n\.|n\.?[º°]|number|num|nummer|numero|número|numéro|is|es|est|ist|é|è)\.?[ :#]{1,3}){0,2})(?=[A-Z0-9 -]{0,6}\d)[A-Z0-9](?:[ -]?[A-Z0-9]){5,17}(?!\w)/gi,
    accept: (found) => (found.match(/\d/g) ?? []).length >= 5,
  },
];
