import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, pick, type Random } from '../../src/statistics/random.js';
import type { Database } from '../../src/store/database.js';

/** What is killed on the way: a process of each of these services, and a label worker. */
export const VICTIMS = ['history', 'matching', 'label worker'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface Death {
  readonly victim: Victim;
  /** Which of two. */
  readonly number: number;
  /** When: the part of the conversations that have a label. */
  readonly at: number;
}

/** One death of each, between a tenth and nine tenths of the way, in the order of time: the same seed, the same plan. */
export function planDeaths(seed: string): Death[] {
  const random = createRandom(`${seed} deaths`);
  return VICTIMS.map((victim) => drawDeath(victim, random)).sort((a, b) => a.at - b.at);
}

function drawDeath(victim: Victim, random: Random): Death {
  return { victim, number: pick([0, 1], random), at: 0.1 + 0.8 * random() };
}

/** Kills each when it is its turn. @returns those that were killed before the labelling ended */
export async function killOnTheWay(
  deaths: readonly Death[],
  labelled: () => Promise<number>,
  kill: (death: Death) => void,
  ended: AbortSignal,
): Promise<Death[]> {
  const killed: Death[] = [];
  for (const death of deaths) {
    while (!ended.aborted && (await labelled()) < death.at) await pause(100);
    if (ended.aborted) break;
    kill(death);
    killed.push(death);
  }
  return killed;
}

/** How many labels there are. */
export async function countLabels({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from label');
  return rows[0]?.n ?? 0;
}
