import { z } from 'zod';
import type { Turn } from '../conversation.js';
import { type ReadContext, Refused } from './format.js';

const MISSING = 'is missing';

/** The complaint about a field that is missing or is not `what`. */
export function not(what: string): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? MISSING : `is not ${what}`) };
}

/** No control characters (they separate the parts of keys) and no half characters (they cannot be stored). */
const PLAIN = /^[^\p{Cc}\p{Cs}]*$/u;

const IDENTIFIER = 'a text of 1 to 512 plain characters, or an integer';

/** A name that a source gives: text or an integer. */
export const Identifier = z.union(
  [
    z
      .string()
      .trim()
      .min(1, `is not ${IDENTIFIER}`)
      .max(512, `is not ${IDENTIFIER}`)
      .regex(PLAIN, `is not ${IDENTIFIER}`),
    z.int(),
  ],
  not(IDENTIFIER),
);

/** A short text that may be absent. */
export const Word = z
  .string(not('text'))
  .max(200, 'is longer than 200 characters')
  .regex(PLAIN, 'holds control characters')
  .nullish();

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;
const INSTANT_LIKE = 'a date and time such as 2026-10-31T09:30:00Z';

/** ISO 8601; without an offset it is UTC, so that a file means the same on every machine. */
export const Instant = z.string(not(INSTANT_LIKE)).regex(INSTANT, `is not ${INSTANT_LIKE}`);

const OFFSET = /(Z|[+-]\d{2}:\d{2})$/;

/** The instant that a checked text names. @throws Refused for a day or hour that does not exist */
export function toInstant(text: string, field: string): Date {
  const date = new Date(text.replace(' ', 'T') + (OFFSET.test(text) ? '' : 'Z'));
  if (!dayExists(text) || Number.isNaN(date.getTime()))
    throw new Refused('invalid_field', field, `"${field}" names a day or hour that does not exist.`);
  return date;
}

/** The engine reads 31 February as 3 March. */
function dayExists(text: string): boolean {
  const day = Number(text.slice(8, 10));
  if (day <= 28) return true;
  return day <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

/** Reads `value` by `schema`. @throws Refused that names the first field that is wrong; `prefix` is where `value` stands */
export function check<T>(schema: z.ZodType<T>, value: unknown, prefix = ''): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = fieldName(prefix, issue?.path ?? []);
  throw new Refused(
    issue?.message === MISSING ? 'missing_field' : 'invalid_field',
    field,
    `"${field}" ${issue?.message}.`,
  );
}

function fieldName(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`,
    prefix,
  );
}

/** Nobody talked to an AI product before; earlier dates are clocks that were never set. */
const EARLIEST = Date.UTC(2000, 0, 1);

/** @throws Refused when the conversation began before 2000 or a time lies after `now` */
export function checkTimes(
  startedAt: Date,
  updatedAt: Date | null,
  fields: readonly [string, string],
  now: Date,
): void {
  const [started, updated] = fields;
  if (startedAt.getTime() < EARLIEST)
    throw new Refused('invalid_field', started, `"${started}" lies before the year 2000.`);
  if (startedAt > now) throw new Refused('future_date', started, `"${started}" lies in the future.`);
  if (updatedAt && updatedAt > now) throw new Refused('future_date', updated, `"${updated}" lies in the future.`);
}

/** Turns that hold words, in their order. @throws Refused when none of them is a person's */
export function spokenTurns(turns: readonly Turn[]): readonly Turn[] {
  const spoken = turns.filter((turn) => turn.text.trim() !== '');
  if (spoken.some((turn) => turn.role === 'user')) return spoken;
  throw new Refused('no_user_turn', null, 'No message of a person holds words.');
}

/** Whether a text can name a source. */
export function isSourceName(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/i.test(text);
}

/** The record's source, or the one that was named for those that have none. */
export function sourceOf(own: string | null | undefined, context: ReadContext): string {
  const source = own?.trim() || context.source;
  if (!source) throw new Refused('missing_field', 'source', '"source" is missing, and --source names none.');
  if (isSourceName(source)) return source;
  throw new Refused(
    'invalid_field',
    'source',
    '"source" is not a name of up to 64 letters, digits, dots, hyphens and underscores.',
  );
}

/** A word without blanks around it; null when nothing is left. */
export function wordOrNull(word: string | null | undefined): string | null {
  return word?.trim() || null;
}
