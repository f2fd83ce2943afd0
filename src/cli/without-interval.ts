import type { Row } from './output.js';

/** A measure that has no interval, and why, as a row beside those that have one. */
export function withoutInterval(measure: string, value: number | null, method: string): Row {
  return { measure, value, lower: null, upper: null, standardError: null, quality: null, method };
}
