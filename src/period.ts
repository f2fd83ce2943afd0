import { UserError } from './errors.js';

/** A calendar month such as `2026-10`, half-open, in an index's time zone. */
export type Period = string & { readonly __brand: 'Period' };

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Reads `2026-10`. @throws UserError when `text` is not a month. */
export function parsePeriod(text: string): Period {
  if (!MONTH.test(text)) throw new UserError(`"${text}" is not a period.`, 'Write a month like 2026-10.');
  return text as Period;
}

/** The months of a span such as `2026-01..2026-08`, both ends included; of one month where it names one. @throws UserError */
export function periodSpan(text: string): Period[] {
  const [first = '', last = first, ...more] = text.split('..');
  const [from, to] = [parsePeriod(first), parsePeriod(last)];
  if (more.length > 0 || from > to)
    throw new UserError(`"${text}" is not a span of periods.`, 'Write the earlier month first: 2026-01..2026-08.');
  const periods = [from];
  for (let period = from; period < to; ) {
    period = shiftPeriod(period, 1);
    periods.push(period);
  }
  return periods;
}

/** The period `months` after (or, negative, before) `period`. */
export function shiftPeriod(period: Period, months: number): Period {
  const [year, month] = fields(period);
  const index = year * 12 + (month - 1) + months;
  return `${Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}` as Period;
}

/**
 * The newest period that had ended, in `timeZone`, `lagDays` before an instant: what a schedule that fires then is to release.
 */
export function periodDue(instant: Date, lagDays: number, timeZone: string): Period {
  const due = new Date(instant.getTime() - lagDays * 86_400_000);
  const guess = `${due.getUTCFullYear()}-${String(due.getUTCMonth() + 1).padStart(2, '0')}` as Period;
  const around = [1, 0, -1, -2].map((months) => shiftPeriod(guess, months));
  return around.find((period) => periodBounds(period, timeZone).end <= due) ?? guess;
}

/** First instant of the period and of the next one, in `timeZone` (an IANA name). */
export function periodBounds(period: Period, timeZone: string): { readonly start: Date; readonly end: Date } {
  return { start: monthStart(period, timeZone), end: monthStart(shiftPeriod(period, 1), timeZone) };
}

function monthStart(period: Period, timeZone: string): Date {
  const [year, month] = fields(period);
  const utc = Date.UTC(year, month - 1, 1);
  const guess = utc - offsetAt(utc, timeZone);
  return new Date(utc - offsetAt(guess, timeZone));
}

/** How far `timeZone` is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

function fields(period: Period): [number, number] {
  return [Number(period.slice(0, 4)), Number(period.slice(5, 7))];
}
