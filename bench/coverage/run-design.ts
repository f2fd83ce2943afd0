import { createRandom } from '../../src/statistics/random.js';
import { type Design, designName } from './design.js';
import { Ledger, type Row } from './ledger.js';
import { observe } from './observe.js';
import { Populations } from './population.js';
import { bookRedrawn, isRedrawn } from './redrawn.js';
import { RedrawnLedger, type RedrawnRow } from './redrawn-ledger.js';
import { truthOf } from './truth.js';
import { createWorld } from './world.js';

export interface Job {
  readonly design: Design;
  readonly populations: number;
  readonly seed: string;
}

export interface Result {
  readonly rows: readonly Row[];
  /** Of what is not smooth; empty for most designs. */
  readonly redrawn: readonly RedrawnRow[];
}

/** Draws, estimates and scores the populations of a design. Each has a seed of its own, so that threads change nothing. */
export function runDesign({ design, populations, seed }: Job): Result {
  const world = createWorld(design);
  const [truths, drawer] = [truthOf(world), new Populations(world)];
  const [ledger, redrawn] = [new Ledger(), new RedrawnLedger()];
  for (let i = 0; i < populations; i += 1) {
    const name = `${seed}|${designName(design)}|${i}`;
    const periods = drawer.draw(createRandom(name));
    observe(periods, truths, ledger);
    if (isRedrawn(design)) bookRedrawn(periods[0], name, redrawn);
  }
  return { rows: ledger.rows(), redrawn: redrawn.rows() };
}
