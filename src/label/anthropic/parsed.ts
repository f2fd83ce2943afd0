import type { Answer } from './answers.js';

/** Something read from an answer, or why it could not be used. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Unusable;

export interface Unusable {
  readonly ok: false;
  /** For the record: `refusal`, `cut_off`, `not_json`, `outside_set`. */
  readonly reason: string;
  /** For the model, to mend it by. */
  readonly complaint: string;
}

/** An answer that says something that it may not. */
export function unusable(complaint: string, reason = 'outside_set'): Unusable {
  return { ok: false, reason, complaint };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object that an answer is. */
export function readJson({ stop, text }: Answer): Parsed<Readonly<Record<string, unknown>>> {
  if (stop === 'refusal') return unusable('you did not answer', 'refusal');
  if (stop === 'cut_off') return unusable('it was too long and broke off', 'cut_off');
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { ok: true, value } : unusable('it is not a JSON object', 'not_json');
  } catch {
    return unusable('it is not JSON', 'not_json');
  }
}
