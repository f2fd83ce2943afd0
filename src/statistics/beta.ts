import { logBeta } from './gamma.js';

const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), for a, b > 0 and x in [0, 1]. Continued fraction by Lentz's method
 * (Abramowitz and Stegun 1964, 26.5.8).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  checkParameters(a, b);
  return regularised(x, a, b, logBeta(a, b));
}

/**
 * The x with I_x(a, b) = p, for p in [0, 1] and a, b > 0: Halley's method, kept inside a bracket that only shrinks.
 * About as exact as the function itself.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkParameters(a, b);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile needs a probability, not ${p}.`);
  if (p === 0 || p === 1) return p;
  const logB = logBeta(a, b);
  let [low, high, x] = [0, 1, start(p, a, b, logB)];
  for (let i = 0; i < 1100; i += 1) {
    const error = regularised(x, a, b, logB) - p;
    if (error === 0) return x;
    if (error < 0) low = x;
    else high = x;
    const halley = x - halleyStep(error, x, a, b, logB);
    const next = halley > low && halley < high ? halley : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}

function checkParameters(a: number, b: number): void {
  if (!(a >= TINY && b >= TINY))
    throw new RangeError(`A beta distribution needs positive parameters, not ${a} and ${b}.`);
}

/** The mean; or, where the density has a pole at an end and p lies next to it, what the pole alone would give. */
function start(p: number, a: number, b: number, logB: number): number {
  const nearZero = Math.exp((Math.log(p * a) + logB) / a);
  if (a < 1 && nearZero < 0.1) return Math.max(nearZero, TINY);
  const nearOne = Math.exp((Math.log((1 - p) * b) + logB) / b);
  if (b < 1 && nearOne < 0.1) return 1 - Math.max(nearOne, 1e-16);
  return a / (a + b);
}

/** error / density, corrected by the density's slope. */
function halleyStep(error: number, x: number, a: number, b: number, logB: number): number {
  const newton = error / Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logB);
  const slope = (a - 1) / x - (b - 1) / (1 - x);
  return newton / Math.max(0.5, Math.min(1.5, 1 - (newton * slope) / 2));
}

function regularised(x: number, a: number, b: number, logB: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it the mirrored one does.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularised(1 - x, b, a, logB);
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logB) * continuedFraction(x, a, b)) / a;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}

/** Keeps a divisor away from zero. */
function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
