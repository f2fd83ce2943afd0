import type { Counts } from '../../src/measures/tally.js';
import { REPLICATES } from '../../src/measures/vectors.js';
import type { Random } from '../../src/statistics/random.js';
import { LEAST, UNCAPPED } from './design.js';
import { Tabulation } from './tabulation.js';
import { MOVED, type World } from './world.js';

/** An account: what it has done so far is what its next conversations are drawn from. */
interface Account {
  readonly replicate: number;
  readonly active: 0 | 1;
  /** Conversations a period. */
  activity: number;
  /** Conversations so far. */
  drawn: number;
}

/**
 * Draws populations of two periods. An account's tasks and modes follow Pólya urns: with s = 1/icc - 1, the conversation after
 * the first j repeats one of them with probability j/(s + j), else is new. That is a Dirichlet-multinomial law with the wanted
 * intraclass correlation, without a single gamma variable, and it goes on from one period to the next.
 */
export class Populations {
  private readonly tables = [new Tabulation(), new Tabulation()] as const;
  private readonly tasks = new Uint8Array(2 * UNCAPPED);
  private readonly automated = new Uint8Array(2 * UNCAPPED);
  private readonly fresh: number;

  constructor(private readonly world: World) {
    this.fresh = 1 / world.design.icc - 1;
  }

  draw(random: Random): readonly [Counts, Counts] {
    const { accounts, recurrence, behaviour } = this.world.design;
    for (const table of this.tables) table.clear();
    for (let i = 0; i < accounts; i += 1) {
      const account = this.newcomer(random);
      this.converse(account, 0, random);
      const returns = random() < recurrence;
      if (returns && behaviour === 'shift') account.activity = this.drawActivity(random);
      this.converse(returns ? account : this.newcomer(random), 1, random);
    }
    return [this.tables[0].counts(), this.tables[1].counts()];
  }

  private newcomer(random: Random): Account {
    const activity = this.drawActivity(random);
    const active = activity >= this.world.threshold ? 1 : 0;
    return { replicate: Math.floor(random() * REPLICATES), active, activity, drawn: 0 };
  }

  private drawActivity(random: Random): number {
    const { skew, cap } = this.world.design;
    return Math.min(cap, Math.floor(LEAST * (1 - random()) ** (-1 / skew)));
  }

  private converse(account: Account, period: 0 | 1, random: Random): void {
    const table = this.tables[period];
    const end = account.drawn + account.activity;
    for (; account.drawn < end; account.drawn += 1) {
      this.next(account, random);
      const task = this.tasks[account.drawn] ?? 0;
      table.add(period === 0 ? task : this.later(task, random), this.automated[account.drawn] === 1);
    }
    table.closeAccount(account.replicate);
  }

  private next({ active, drawn }: Account, random: Random): void {
    const { shares, automated } = this.world.kinds[active];
    const [u, v] = [random() * (this.fresh + drawn), random() * (this.fresh + drawn)];
    this.tasks[drawn] = u < drawn ? (this.tasks[Math.floor(u)] ?? 0) : pickTask(shares, random());
    this.automated[drawn] = v < drawn ? (this.automated[Math.floor(v)] ?? 0) : Number(random() < automated);
  }

  /** What a habit has become in the second period. */
  private later(task: number, random: Random): number {
    const { behaviour } = this.world.design;
    if (behaviour === 'switch') return task ^ 1;
    if (behaviour === 'change' && task % 2 === 1 && random() < MOVED) return task - 1;
    return task;
  }
}

function pickTask(shares: Float64Array, u: number): number {
  let rest = u;
  for (let task = 0; task < shares.length; task += 1) {
    rest -= shares[task] ?? 0;
    if (rest < 0) return task;
  }
  return shares.length - 1;
}
