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
export type FaultKind = (typeof FAULTS)[number] | 'provider_storm';

export interface Fault {
  readonly kind: FaultKind;
  /** When, as a part of the time that an undisturbed run takes. */
  readonly at: number;
  /** For SMTP: how many messages are refused, or accepted and then not answered. For a storm: how many tenths of that time it lasts. */
  readonly count: number;
}

/** What labels the conversations of a trial: `local`, or `anthropic` by single calls or by the batch. */
export const LABELLINGS = ['local', 'live', 'batches'] as const;
export type Labelling = (typeof LABELLINGS)[number];

/** How many of the trials, in the mean, buy their labels of a model, and have a storm of its API among their faults. */
export const STORM_SHARE = 0.3;

export interface Plan {
  readonly labelling: Labelling;
  /** In order of time. */
  readonly faults: readonly Fault[];
}

/** Five tries a message: fewer refusals than that keep it waiting and lose nothing. */
const MAX_REFUSALS = 3;

/** The two to five faults of a trial: the same seed and trial, the same plan. */
export function planTrial(seed: string, trial: number): Plan {
  const random = createRandom(`${seed} ${trial}`);
  const labelling = random() >= STORM_SHARE ? 'local' : pick(['live', 'batches'] as const, random);
  const count = 2 + Math.floor(random() * 4);
  const faults = Array.from({ length: count }, (_, i) => drawFault(random, i === 0 && labelling !== 'local'));
  return { labelling, faults: faults.sort((a, b) => a.at - b.at) };
}

/** A storm begins while there is still something to buy. */
function drawFault(random: Random, storm: boolean): Fault {
  const count = 1 + Math.floor(random() * MAX_REFUSALS);
  if (storm) return { kind: 'provider_storm', at: 0.7 * random(), count };
  return { kind: pick(FAULTS, random), at: 0.95 * random(), count };
}
