import type { ReplicateCount, Tally } from './tally.js';

/** What is counted at one place. */
export type Counted = Omit<Tally, 'facet' | 'level' | 'geography' | 'key' | 'key2'>;

/** An account's conversations at one key. */
export interface Run {
  readonly turn: number;
  readonly replicate: number;
  readonly n: number;
  readonly recordKeys: number;
}

const REPLICATES = 256;
const GROUPS = 256;
const SAFE = 2 ** 52;

/** Counts the accounts of one key after another: integers only, no matter in which order accounts come. */
export class Counter {
  private sums = { n: 0, accounts: 0, top1: 0, top2: 0 };
  private recordKeys = 0;
  private recordKeySum = 0n;
  /** A bit for each group, the first one being the most significant. */
  private readonly groups = new DataView(new ArrayBuffer(GROUPS / 8));
  private filledOnes: number[] = [];
  private readonly replicateN = new Int32Array(REPLICATES);
  private readonly replicateM = new Int32Array(REPLICATES);

  constructor(
    private readonly stratum: number,
    private readonly cohort: Tally['cohort'],
  ) {}

  get filled(): boolean {
    return this.sums.n > 0;
  }

  add({ turn, replicate, n, recordKeys }: Run): void {
    const { sums } = this;
    sums.n += n;
    sums.accounts += 1;
    if (n > sums.top1) [sums.top1, sums.top2] = [n, sums.top1];
    else if (n > sums.top2) sums.top2 = n;
    this.recordKeys += recordKeys;
    if (this.recordKeys > SAFE) this.settleRecordKeys();
    if (this.replicateN[replicate] === 0) this.filledOnes.push(replicate);
    this.replicateN[replicate] = (this.replicateN[replicate] ?? 0) + n;
    this.replicateM[replicate] = (this.replicateM[replicate] ?? 0) + 1;
    const group = turn % GROUPS;
    this.groups.setUint8(group >>> 3, this.groups.getUint8(group >>> 3) | (0x80 >>> (group & 7)));
  }

  private settleRecordKeys(): void {
    this.recordKeySum += BigInt(this.recordKeys);
    this.recordKeys = 0;
  }

  /** What was counted; begins anew. */
  take(): Counted {
    this.settleRecordKeys();
    const { stratum, cohort, sums, recordKeySum } = this;
    const accountGroups = this.takeGroups();
    const counted = { stratum, cohort, ...sums, recordKeySum, accountGroups, replicates: this.takeReplicates() };
    this.sums = { n: 0, accounts: 0, top1: 0, top2: 0 };
    this.recordKeySum = 0n;
    return counted;
  }

  private takeGroups(): bigint {
    let bits = 0n;
    for (let at = 0; at < GROUPS / 8; at += 8) {
      bits = (bits << 64n) | this.groups.getBigUint64(at);
      this.groups.setBigUint64(at, 0n);
    }
    return bits;
  }

  private takeReplicates(): ReplicateCount[] {
    const { replicateN, replicateM } = this;
    const filled = this.filledOnes.sort((a, b) => a - b);
    const counts = filled.map((replicate) => ({
      replicate,
      n: replicateN[replicate] ?? 0,
      m: replicateM[replicate] ?? 0,
    }));
    for (const replicate of filled) replicateN[replicate] = replicateM[replicate] = 0;
    this.filledOnes = [];
    return counts;
  }
}
