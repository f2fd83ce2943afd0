import { createRandom, pick, type Random } from '../../src/statistics/random.js';

/** What a trial does to a run that is under way. */
export const FAULTS = [
  'kill_worker',
  'kill_all_workers',
  'restart_temporal',
  'restart_postgres',
  'smtp_refuses',
  'smtp_drops',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** When, as a part of the time that an undisturbed run takes. */
  readonly at: number;
  /** For SMTP: how many messages are refused, or accepted and then not answered. */
  readonly count: number;
}

/** Five tries a message: fewer refusals than that keep it waiting and lose nothing. */
const MAX_REFUSALS = 3;

/** The two to five faults of a trial, in order of time: the same seed and trial, the same plan. */
export function planFaults(seed: string, trial: number): Fault[] {
  const random = createRandom(`${seed} ${trial}`);
  const count = 2 + Math.floor(random() * 4);
  return Array.from({ length: count }, () => drawFault(random)).sort((a, b) => a.at - b.at);
}

function drawFault(random: Random): Fault {
  return { kind: pick(FAULTS, random), at: 0.95 * random(), count: 1 + Math.floor(random() * MAX_REFUSALS) };
}
