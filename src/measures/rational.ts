/** A fraction of whole numbers, kept exact: published figures sit on thresholds. */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

/** `part` of `whole`, in lowest terms. @throws RangeError unless both are whole, whole > 0 and part >= 0 */
export function rational(part: number, whole: number): Rational {
  if (!Number.isSafeInteger(part) || !Number.isSafeInteger(whole) || part < 0 || whole <= 0)
    throw new RangeError(`${part}/${whole} is not a fraction of whole numbers.`);
  const divisor = greatestCommonDivisor(part, whole);
  return { numerator: part / divisor, denominator: whole / divisor };
}

/** Negative, zero or positive as a is smaller than, equal to or larger than b. */
export function compareRational(a: Rational, b: Rational): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
