import { ALL_STRATA, type Counts, type Tally } from '../../src/measures/tally.js';
import { REPLICATES } from '../../src/measures/vectors.js';
import { BY_MODE, PLACES, TASKS } from './world.js';

const ROWS = PLACES.length;
const EVERYTHING = ROWS - 1;

/** Counts the conversations of one period, account by account, into tables that are used again. */
export class Tabulation {
  private readonly n = new Int32Array(ROWS * REPLICATES);
  private readonly m = new Int32Array(ROWS * REPLICATES);
  private readonly accounts = new Int32Array(ROWS);
  private readonly top1 = new Int32Array(ROWS);
  private readonly top2 = new Int32Array(ROWS);
  /** Of the present account: conversations by row, and the rows that have some. */
  private readonly own = new Int32Array(ROWS);
  private readonly touched: number[] = [];

  clear(): void {
    for (const table of [this.n, this.m, this.accounts, this.top1, this.top2]) table.fill(0);
  }

  add(task: number, automated: boolean): void {
    this.count(task);
    if (task < BY_MODE) this.count(TASKS + 2 * task + (automated ? 0 : 1));
    this.count(EVERYTHING);
  }

  private count(row: number): void {
    const before = this.own[row] ?? 0;
    if (before === 0) this.touched.push(row);
    this.own[row] = before + 1;
  }

  /** Books what was added since the last call as the conversations of one account. */
  closeAccount(replicate: number): void {
    for (const row of this.touched) {
      const n = this.own[row] ?? 0;
      const at = row * REPLICATES + replicate;
      this.n[at] = (this.n[at] ?? 0) + n;
      this.m[at] = (this.m[at] ?? 0) + 1;
      this.accounts[row] = (this.accounts[row] ?? 0) + 1;
      this.rank(row, n);
      this.own[row] = 0;
    }
    this.touched.length = 0;
  }

  private rank(row: number, n: number): void {
    const first = this.top1[row] ?? 0;
    if (n > first) [this.top1[row], this.top2[row]] = [n, first];
    else if (n > (this.top2[row] ?? 0)) this.top2[row] = n;
  }

  /** As a snapshot's counts: a sample that is the whole frame, in one stratum. */
  counts(): Counts {
    const tallies = PLACES.flatMap((_, row) => this.tally(row));
    const whole = tallies.at(-1)?.replicates ?? [];
    return {
      tallies,
      frame: whole.map(({ replicate, n, m }) => ({ stratum: 0, replicate, frameN: n, drawnN: n, accounts: m })),
    };
  }

  private tally(row: number): Tally[] {
    const [place, accounts] = [PLACES[row], this.accounts[row] ?? 0];
    if (!place || accounts === 0) return [];
    const replicates = [];
    let total = 0;
    for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
      const n = this.n[row * REPLICATES + replicate] ?? 0;
      if (n > 0) replicates.push({ replicate, n, m: this.m[row * REPLICATES + replicate] ?? 0 });
      total += n;
    }
    const [top1, top2] = [this.top1[row] ?? 0, this.top2[row] ?? 0];
    const counts = { n: total, accounts, top1, top2, recordKeySum: 0n, accountGroups: 0n, replicates };
    return [{ ...place, stratum: ALL_STRATA, cohort: 'all', ...counts }];
  }
}
