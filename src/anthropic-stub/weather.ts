import { createRandom } from '../statistics/random.js';

/** What goes wrong, as shares of all calls. */
export interface Weather {
  /** 429 with `retry-after`. */
  readonly throttled: number;
  /** 529 with `retry-after`. */
  readonly overloaded: number;
  readonly retryAfterSeconds: number;
  /** 500. */
  readonly failed: number;
  /** The connection ends in the middle of the answer. */
  readonly cutOff: number;
  /** An answer that is no JSON. */
  readonly garbage: number;
}

export const CALM: Weather = {
  throttled: 0,
  overloaded: 0,
  retryAfterSeconds: 0,
  failed: 0,
  cutOff: 0,
  garbage: 0,
};

export type Mishap = 'throttled' | 'overloaded' | 'failed' | 'cutOff' | 'garbage' | null;

const MISHAPS = ['throttled', 'overloaded', 'failed', 'cutOff', 'garbage'] as const;

/** Draws what happens to each call in the weather of its time, by a seed. */
export function createWeather(seed: string): (weather: Weather) => Mishap {
  const random = createRandom(seed);
  return (weather) => {
    let draw = random();
    for (const mishap of MISHAPS) {
      if (draw < weather[mishap]) return mishap;
      draw -= weather[mishap];
    }
    return null;
  };
}
