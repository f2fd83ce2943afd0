import { float, int } from '../local/postings.js';

/** The occupations of task t are `places` from `starts[t]` to `starts[t + 1]`: one array is read ten times as fast as one each. */
export interface Holders {
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

export function inOneArray(occupationsOf: readonly Int32Array[]): Holders {
  const starts = new Int32Array(occupationsOf.length + 1);
  occupationsOf.forEach(({ length }, task) => {
    starts[task + 1] = int(starts, task) + length;
  });
  const places = new Int32Array(int(starts, occupationsOf.length));
  occupationsOf.forEach((own, task) => {
    places.set(own, int(starts, task));
  });
  return { starts, places };
}

/** The largest score of the occupations of a task; nearly always there is one alone. */
export function largestHeld(scores: Float32Array, { starts, places }: Holders, task: number): number {
  const [first, end] = [int(starts, task), int(starts, task + 1)];
  if (first === end) return 0;
  let most = float(scores, int(places, first));
  for (let i = first + 1; i < end; i++) most = Math.max(most, float(scores, int(places, i)));
  return most;
}
