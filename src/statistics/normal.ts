/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Distribution function of the standard normal distribution, exact to the last few bits also in the tails. */
export function normalCdf(x: number): number {
  const tail = upperTail(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

/** Quantile of the standard normal distribution for 0 < p < 1: a rational start (A&S 26.2.23), then Newton's method. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile needs a probability inside (0, 1), not ${p}.`);
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  let z = t - numerator / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  for (let i = 0; i < 4; i += 1) z += (upperTail(z) - p) / normalDensity(z);
  return -z;
}

/** P(X > z): a series near the middle (Abramowitz and Stegun 1964, 26.2.11), a continued fraction further out (26.2.14). */
function upperTail(z: number): number {
  if (z < 2.5) {
    let [term, sum] = [z, z];
    for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - normalDensity(z) * sum;
  }
  let fraction = z;
  for (let k = 120; k >= 1; k -= 1) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}
