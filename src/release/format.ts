/** `31.2 %`, with a space at which no line breaks. */
export function percent(share: number, decimals = 1): string {
  return `${(100 * share).toFixed(decimals)}\u00a0%`;
}

/** `28.4 to 34.1 %` */
export function percentRange({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${(100 * lower).toFixed(1)} to ${(100 * upper).toFixed(1)}\u00a0%`;
}

/** `28.4–34.1`, for figures */
export function shortRange({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)}`;
}

/** A change in percentage points with its sign: `+1.2` */
export function points(delta: number): string {
  const text = pointsWithoutSign(delta);
  return text === '0.0' ? '0.0' : `${delta > 0 ? '+' : '−'}${text}`;
}

/** The size of a change in percentage points, where a word says which way: `1.2` */
export function pointsWithoutSign(delta: number): string {
  return (100 * Math.abs(delta)).toFixed(1);
}

/** The interval of a change: `+0.4 to +2.0` */
export function pointsRange({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${points(lower)} to ${points(upper)}`;
}

/** `18,000` */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `October 2026` */
export function periodName(period: string): string {
  return `${MONTHS[Number(period.slice(5, 7)) - 1] ?? period} ${period.slice(0, 4)}`;
}

/** Task wordings are sentences; within a list or a sentence of ours their full stop is noise. */
export function withoutDot(title: string): string {
  return title.replace(/\.$/, '');
}

/** `Task iteration` */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `task iteration` */
export function plainName(key: string): string {
  return key.replaceAll('_', ' ');
}
